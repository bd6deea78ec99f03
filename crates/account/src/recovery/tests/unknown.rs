//! Numbers nobody has an account with: the same page, the same headers, the same rows, no message.

use super::{FORM, recovery_of};
use crate::testing::{Applicant, World};
use ground::Span;
use store::Store;
use web::testing::Browser;

const TABLES: [&str; 4] = ["recovery", "one_time_code", "letter", "journal"];

async fn counts(world: &World) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(world.rows(table).await);
    }
    counts
}

/// What a page says, without what differs from visit to visit.
fn said(browser: &Browser, who: &Applicant) -> String {
    let head = &who.identity[..3];
    let masked = format!("{head}******{}", &who.identity[9..]);
    browser.text().replace(&masked, "…")
}

async fn nobody_can_tell(store: Store) {
    let world = World::on(store).await;
    let (known, unknown) = (Applicant::binh(), Applicant::ha());
    world.registers(&known).await;
    let before = world.messages(&known).await.len();
    let mut pages = Vec::new();
    for who in [&known, &unknown] {
        let earlier = counts(&world).await;
        let mut browser = world.recovery_form(&who.identity).await;
        let sending = browser.sending(&world.t("recovery-start-button"));
        let fields = sending.fields.iter().map(|(name, value)| format!("{name}={value}"));
        let body = fields.collect::<Vec<_>>().join("&");
        let asked = browser.draft(&sending.method, &sending.path, &body);
        let first = browser.exchange(asked).await;
        let mut names: Vec<_> = first.headers().keys().map(ToString::to_string).collect();
        names.sort();
        let location = first.header("location").to_owned();
        browser.get(&location).await.is_at("/ma-otp").answers(200);
        let later = counts(&world).await;
        let rows: Vec<_> =
            later.iter().zip(&earlier).map(|(after, before)| after - before).collect();
        let shape = location.replace(&recovery_of(&browser).to_string(), "…");
        let mut texts = vec![said(&browser, who)];
        let wrong = world.wrong_recovery_code(&browser).await;
        for _ in 0..5 {
            world.enters(&mut browser, &wrong).await;
            texts.push(said(&browser, who));
        }
        world.advance(Span::from_minutes(1));
        browser.press(&world.t("code-page-resend")).await;
        texts.push(said(&browser, who));
        world.settled().await;
        browser.reload().await;
        texts.push(said(&browser, who));
        world.advance(Span::from_minutes(59));
        pages.push((first.status(), names, shape, rows, without_times(&texts)));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(world.messages(&known).await.len(), before + 2);
    assert_eq!(world.messages(&unknown).await.len(), 0, "nothing is sent to anybody");
    assert_eq!(world.sandbox.world.handsets().at("+84000000000").len(), 0);
}

store::on_both_engines!(same_for_all, nobody_can_tell);

/// Times of day are other ones for whoever comes later.
fn without_times(texts: &[String]) -> Vec<String> {
    let digit = |c: char| c.is_ascii_digit() || c == ':';
    texts.iter().map(|text| text.replace(digit, "")).collect()
}

async fn no_code_is_right_for_nobody(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.forgets(&Applicant::ha()).await;
    let derived = world.recovery_derived(&browser).await;
    world.enters(&mut browser, &derived).await;
    browser.is_at("/ma-otp");
    assert_eq!(browser.complaint("code"), world.t("code-page-wrong"));
    assert_eq!(world.operator_asked(), 0);
}

store::on_both_engines!(never_right, no_code_is_right_for_nobody);

async fn a_number_that_passed_on_gets_no_code(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let before = world.messages(&who).await.len();
    world.change("UPDATE citizen SET phone_lost_at = 1").await;
    let mut browser = world.forgets(&who).await;
    browser.is_at("/ma-otp").answers(200);
    assert_eq!(world.messages(&who).await.len(), before);
    let derived = world.recovery_derived(&browser).await;
    world.enters(&mut browser, &derived).await;
    browser.is_at("/ma-otp");
}

store::on_both_engines!(passed_on, a_number_that_passed_on_gets_no_code);

async fn what_is_no_number_is_told(store: Store) {
    let world = World::on(store).await;
    for (typed, key) in [
        ("", "registration-identity-empty"),
        ("12345", "registration-identity-length"),
        ("212345672", "registration-identity-old"),
    ] {
        let mut browser = world.recovery_form(typed).await;
        browser.press(&world.t("recovery-start-button")).await.answers(422).is_at(FORM);
        assert_eq!(browser.complaint("identity"), world.t(key));
    }
    let mut browser = world.recovery_form("051088001234").await;
    browser.fill("challenge-solution", "1.2.3");
    browser.press(&world.t("recovery-start-button")).await.answers(422).is_at(FORM);
    assert_eq!(world.rows("recovery").await, 0);
}

store::on_both_engines!(no_number, what_is_no_number_is_told);
