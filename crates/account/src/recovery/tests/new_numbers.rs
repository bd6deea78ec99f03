//! Somebody no longer has the telephone of their account: a code to the new one, the operator's
//! word, a day in which anybody may object, and signed in with the new one.

use super::{NEW_PASSWORD, recovery_of};
use crate::testing::{Applicant, World, at_once, solve};
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::TelcoFault;
use store::Store;
use web::testing::Browser;

const FORM: &str = "/vi/mat-so-dien-thoai";
const BIRTH: &str = "1988-03-15";

fn moved(who: &Applicant) -> Applicant {
    Applicant { phone: "0905 111 222".into(), ..who.clone() }
}

impl World {
    async fn loses_number(&self, identity: &str, phone: &str) -> Browser {
        let mut browser = self.browser();
        browser.get(FORM).await;
        browser.fill("identity", identity).fill("phone", phone);
        solve(&mut browser);
        browser.press(&self.t("recovery-number-button")).await;
        browser
    }

    async fn confirms_new(&self, browser: &mut Browser, code: &str) {
        browser.fill("code", code);
        browser.press(&self.t("code-page-confirm")).await;
    }

    /// Bình, who has an account and a new telephone, up to the page that says until when he waits.
    async fn has_moved(&self) -> (Applicant, Applicant, Browser) {
        let who = Applicant::binh();
        self.registers(&who).await;
        let new = moved(&who);
        self.changes_number(&who, &new, BIRTH);
        let mut browser = self.loses_number(&who.identity, &new.phone).await;
        browser.is_at("/so-moi");
        let code = self.code(&new).await;
        self.confirms_new(&mut browser, &code).await;
        browser.is_at("/cho").answers(200);
        self.settled().await;
        (who, new, browser)
    }
}

async fn signed_in_with_the_new_number(store: Store) {
    let world = World::on(store).await;
    let (old, new, browser) = world.has_moved().await;
    let until = world.now().plus(Span::from_hours(24)).in_vietnam();
    browser.sees(&world.t1("recovery-number-until", "time", &until)).sees(&new.masked());
    assert!(world.messages(&old).await.pop().unwrap().contains("/huy-dat-lai/"));
    let (messages, told) = (world.messages(&new).await.len(), world.messages(&old).await.len());
    world.advance(Span::from_hours(24));
    assert_eq!(world.messages(&old).await.len(), told, "the link is not for whoever has it now");
    assert_eq!(world.messages(&new).await.len(), messages + 1);
    let link = world.link_of(&new).await;
    let mut elsewhere = world.browser();
    elsewhere.get(&link).await.answers(200);
    elsewhere.press(&world.t("recovery-complete-button")).await.is_at("/mat-khau");
    world.renews(&mut elsewhere, NEW_PASSWORD).await;
    elsewhere.is_at("/hoan-tat");
    assert_eq!(world.messages(&old).await.len(), told + 1, "that it is done");
    let mut after = world.browser();
    world.logs_in(&mut after, &old, NEW_PASSWORD).await;
    let code = world.code(&new).await;
    world.enters_code(&mut after, &code).await;
    after.is_at("/tai-khoan");
    world.browser().get(&link).await.answers(410);
}

store::on_both_engines!(changed, signed_in_with_the_new_number);

async fn whoever_hears_may_cancel(store: Store) {
    let world = World::on(store).await;
    let (old, new, browser) = world.has_moved().await;
    let link = world.link_of(&old).await;
    let mut owner = world.browser();
    owner.get(&link).await.answers(200);
    owner.press(&world.t("recovery-cancel-button")).await;
    owner.sees(&world.t("recovery-cancelled-title"));
    let messages = world.messages(&new).await.len();
    world.advance(Span::from_hours(24));
    assert_eq!(world.messages(&new).await.len(), messages);
    let id = recovery_of(&browser);
    let complete = world.account.links.sealed(&format!("dat-lai-{id}"));
    owner.get(&format!("/vi/dat-lai/{complete}")).await.answers(410);
    let phone = "SELECT COUNT(*) FROM citizen WHERE phone_lost_at IS NULL";
    assert_eq!(world.number(phone).await, 1);
    let mut after = world.browser();
    world.logs_in(&mut after, &old, crate::testing::PASSWORD).await;
    let told = world.messages(&old).await;
    assert!(told.last().unwrap().contains('#'), "the code goes to the number as before");
}

store::on_both_engines!(cancelled, whoever_hears_may_cancel);

/// What the page says, without what was typed and when.
fn said(browser: &Browser) -> String {
    let figures = |c: char| if c.is_ascii_digit() || c == '*' { '0' } else { c };
    browser.text().chars().map(figures).collect()
}

async fn every_number_gets_the_same_pages(store: Store) {
    let world = World::on(store).await;
    let (known, _, waiting) = world.has_moved().await;
    let ha = Applicant::ha();
    // Nobody's number; and an account whose citizen is not the one who holds the new telephone.
    for identity in ["051088999999", &known.identity] {
        world.forget_questions();
        let mut browser = world.loses_number(identity, &ha.phone).await;
        browser.is_at("/so-moi");
        let code = world.code(&ha).await;
        world.confirms_new(&mut browser, &code).await;
        browser.is_at("/cho").answers(200);
        assert_eq!(said(&browser), said(&waiting));
        assert_eq!(world.operator_asked(), 1, "as much is asked");
        world.advance(Span::from_minutes(10));
    }
    let states = world.texts("SELECT state FROM recovery ORDER BY state").await;
    assert_eq!(states, ["delayed", "number_confirmed", "number_confirmed"]);
    let messages = world.messages(&ha).await.len();
    world.advance(Span::from_hours(24));
    assert_eq!(world.messages(&ha).await.len(), messages);
}

store::on_both_engines!(uniform, every_number_gets_the_same_pages);

async fn an_operator_that_is_away_proves_nothing(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let new = moved(&who);
    world.changes_number(&who, &new, BIRTH);
    let mut browser = world.loses_number(&who.identity, &new.phone).await;
    let code = world.code(&new).await;
    world.operator_is(TelcoFault::Down);
    world.confirms_new(&mut browser, &code).await;
    browser.is_at("/cho");
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["number_confirmed"]);
}

store::on_both_engines!(away, an_operator_that_is_away_proves_nothing);

async fn codes_are_counted_and_serve_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let new = moved(&who);
    world.changes_number(&who, &new, BIRTH);
    let mut browser = world.loses_number(&who.identity, &new.phone).await;
    let right = world.code(&new).await;
    let wrong = format!("{:08}", (right.parse::<u32>().unwrap() + 1) % 100_000_000);
    for shape in ["", "123", "12345678x"] {
        world.confirms_new(&mut browser, shape).await;
        browser.answers(422);
    }
    for _ in 0..5 {
        world.confirms_new(&mut browser, &wrong).await;
        browser.is_at("/so-moi");
    }
    browser.sees(&world.t("code-page-used-up"));
    world.confirms_new(&mut browser, &right).await;
    browser.is_at("/so-moi");
    world.advance(Span::from_minutes(2));
    browser.reload().await;
    browser.press(&world.t("code-page-resend")).await.is_at("/so-moi");
    let fresh = world.code(&new).await;
    // Another browser cannot enter it, and two presses advance once.
    world.browser().get(&browser.path.clone()).await.answers(410);
    browser.fill("code", &fresh);
    let presses = [browser.tab(), browser.tab()].map(|mut tab| {
        let sending = browser.sending(&world.t("code-page-confirm")).with("code", &fresh);
        async move { tab.send(sending).await.status().as_u16() }
    });
    at_once(presses).await;
    let notices = "SELECT COUNT(*) FROM journal WHERE event = 'recovery.delayed'";
    assert_eq!(world.number(notices).await, 1);
    browser.reload().await.is_at("/cho");
}

store::on_both_engines!(codes, codes_are_counted_and_serve_once);

async fn asking_again_and_again_is_limited(store: Store) {
    let world = World::with(store, |settings| {
        settings.recovery.delays_per_account = Limit::new(1, Span::from_days(7));
    })
    .await;
    let (who, new, _) = world.has_moved().await;
    world.advance(Span::from_minutes(10));
    let mut browser = world.loses_number(&who.identity, &new.phone).await;
    let code = world.code(&new).await;
    world.confirms_new(&mut browser, &code).await;
    browser.answers(422).is_at("/so-moi");
    assert!(browser.text().contains("Đã yêu cầu đổi số quá nhiều lần"));
}

store::on_both_engines!(limited, asking_again_and_again_is_limited);
