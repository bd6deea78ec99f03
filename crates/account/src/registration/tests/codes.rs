//! Entering the code: wrong ones, five of them, hundreds at once, late ones.

use crate::registration::tests::codes::Answered::*;
use crate::testing::{Applicant, World, at_once};
use axum::http::StatusCode;
use credentials::limit;
use ground::Span;
use store::Store;
use web::testing::Browser;

/// How many codes were compared and found wrong for a number.
async fn found_wrong(world: &World, who: &Applicant) -> u32 {
    let bucket = world.account.buckets.of("wrong codes", &who.e164());
    limit::used(world.account.store.reader(), &bucket, world.now()).await.unwrap()
}

async fn a_wrong_code_is_told_and_a_right_one_goes_on(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let (right, wrong) = (world.code(&who).await, world.wrong_code(&browser).await);
    for shapeless in ["", "12345", "1234567", "12a456", "   "] {
        world.enter(&mut browser, shapeless).await;
        browser.answers(422);
        assert!(!browser.complaint("code").is_empty(), "{shapeless}");
    }
    assert_eq!(world.minted(&browser).await.tries, 0, "what is no code costs no try");
    world.enter(&mut browser, &wrong).await;
    for _ in 0..2 {
        assert_eq!(browser.complaint("code"), world.t("code-page-wrong"));
        assert_eq!(world.minted(&browser).await.tries, 1, "loading anew costs no other");
        browser.reload().await.answers(200);
    }
    assert!(!browser.body().contains(&wrong), "it is not shown again");
    world.enter(&mut browser, &format!(" {} {} ", &right[..3], &right[3..])).await;
    browser.is_at("/mat-khau").answers(200);
    assert_eq!(found_wrong(&world, &who).await, 0, "wrong ones are forgotten then");
}

store::on_both_engines!(wrong_then_right, a_wrong_code_is_told_and_a_right_one_goes_on);

async fn five_wrong_ones_use_a_code_up(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let (right, wrong) = (world.code(&who).await, world.wrong_code(&browser).await);
    for place in 1..=5 {
        world.enter(&mut browser, &wrong).await;
        let key = if place < 5 { "code-page-wrong" } else { "code-page-used-up" };
        assert_eq!(browser.complaint("code"), world.t(key), "try {place}");
    }
    world.enter(&mut browser, &right).await;
    assert_eq!(browser.complaint("code"), world.t("code-page-used-up"));
    assert_eq!(world.minted(&browser).await.tries, 5);
    world.resend(&mut browser).await;
    let fresh = world.code(&who).await;
    assert_eq!(world.messages(&who).await.len(), 2, "without waiting");
    world.enter(&mut browser, &fresh).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(five_wrong, five_wrong_ones_use_a_code_up);

async fn two_hundred_wrong_codes_at_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    let right = world.derived_code(&browser).await.parse::<u32>().unwrap();
    let answers = at_once((1..=200).map(|place| {
        let code = format!("{:06}", (right + place) % 1_000_000);
        entering(&world, browser.tab(), &code)
    }))
    .await;
    let count = |answered| answers.iter().filter(|known| **known == answered).count();
    let tries = world.minted(&browser).await.tries;
    assert_eq!(tries, 5, "exactly five are evaluated");
    // A machine that is busy otherwise may send some away; they were told so, and not evaluated.
    let (later, wrong) = (count(Later), found_wrong(&world, &who).await);
    assert_eq!(count(Right), 0);
    assert!(wrong <= 5 && (wrong == 5 || later > 0), "{wrong} found wrong, {later} sent away");
    // Whoever was told early was told that tries were left.
    assert!(count(Wrong) <= 4 && count(Wrong) + count(UsedUp) + later == 200, "{answers:?}");
}

store::on_both_engines!(exactly_five, two_hundred_wrong_codes_at_once);

/// What the page says to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answered {
    Right,
    Wrong,
    UsedUp,
    Later,
}

/// Enters a code in a tab and reads what the page says; to be run beside others.
fn entering(
    world: &World,
    mut tab: Browser,
    code: &str,
) -> impl Future<Output = Answered> + Send + 'static + use<> {
    tab.fill("code", code);
    let button = world.t("code-page-confirm");
    let wrong = world.t("code-page-wrong");
    let used_up = world.t("code-page-used-up");
    async move {
        let seen = tab.press(&button).await;
        if seen.status() == StatusCode::SERVICE_UNAVAILABLE {
            return Later;
        }
        match seen.complaint("code") {
            complaint if complaint == wrong => Wrong,
            complaint if complaint == used_up => UsedUp,
            complaint => {
                assert_eq!(complaint, "", "{}", seen.text());
                seen.is_at("/mat-khau");
                Right
            }
        }
    }
}

async fn a_right_code_among_wrong_ones(store: Store) {
    let world = World::on(store).await;
    for number in 1..=6 {
        let who = world.invent(number);
        let browser = world.applies(&who).await;
        let (right, wrong) = (world.derived_code(&browser).await, world.wrong_code(&browser).await);
        // With four wrong ones beside it the right one has a try for certain.
        let others = if number <= 3 { 4 } else { 12 };
        let codes = (0..others).map(|_| &wrong).chain([&right]);
        let entered = codes.map(|code| entering(&world, browser.tab(), code)).collect::<Vec<_>>();
        let accepted = at_once(entered).await.contains(&Right);
        assert!(accepted || others > 4, "a valid entry must not lose to wrong ones beside it");
        let is_confirmed = world.minted(&browser).await.used_at.is_some();
        assert_eq!(accepted, is_confirmed, "what the page says is what is kept");
    }
}

store::on_both_engines!(right_among_wrong, a_right_code_among_wrong_ones);

async fn a_right_code_is_accepted_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    let code = world.code(&who).await;
    let answers =
        at_once((0..5).map(|_| entering(&world, browser.tab(), &code)).collect::<Vec<_>>()).await;
    assert!(answers.contains(&Right));
    let events = world.texts("SELECT event FROM journal ORDER BY id").await;
    let confirmed = events.iter().filter(|event| *event == "registration.phone_confirmed").count();
    assert_eq!(confirmed, 1);
    let bucket = world.account.buckets.of("identities of number", &who.e164());
    let identities = limit::used(world.account.store.reader(), &bucket, world.now()).await;
    assert_eq!(identities.unwrap(), 1, "one person is one identity, however often they press");
}

store::on_both_engines!(accepted_once, a_right_code_is_accepted_once);

async fn a_code_dies_after_five_minutes(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let code = world.code(&who).await;
    world.advance(Span::from_minutes(5));
    world.enter(&mut browser, &code).await;
    assert_eq!(browser.complaint("code"), world.t("code-page-expired"));
    browser.reload().await.sees(&world.t("code-page-none"));
}

store::on_both_engines!(expiry, a_code_dies_after_five_minutes);

async fn ten_wrong_codes_put_a_number_to_sleep(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    for sent in 1..=2 {
        // Of a code that is used up before its message is written none is sent.
        assert_eq!(world.messages(&who).await.len(), sent);
        let wrong = world.wrong_code(&browser).await;
        for _ in 0..5 {
            world.enter(&mut browser, &wrong).await;
        }
        world.resend(&mut browser).await;
    }
    assert_eq!(world.messages(&who).await.len(), 2, "nothing is sent to a number asleep");
    let until = world.now().plus(Span::from_hours(24)).in_vietnam();
    browser.sees(&world.t1("registration-code-asleep-until", "time", &until));
    let elsewhere = world.applies(&who).await;
    elsewhere.answers(429).sees(&world.t("registration-limit"));
    assert_eq!(world.operator_asked(), 1, "nobody is asked about it either");
    world.advance(Span::from_hours(24));
    world.registers(&who).await;
}

store::on_both_engines!(asleep, ten_wrong_codes_put_a_number_to_sleep);
