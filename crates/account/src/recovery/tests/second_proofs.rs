//! What stands beside the code: the operator, a recovery code; and what does not.

use super::NEW_PASSWORD;
use crate::testing::{Applicant, World, at_once};
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::TelcoFault;
use store::Store;

async fn a_sim_that_was_changed_yesterday(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let old = world.the_hash().await;
    world.swaps_sim(&who);
    world.advance(Span::from_hours(24));
    let mut browser = world.forgets_and_confirms(&who).await;
    browser.is_at("/xac-minh").answers(200).sees(&world.t("recovery-second-title"));
    browser.sees(&world.t1("recovery-second-sim", "days", "10"));
    browser.misses(&world.t("recovery-second-ask"));
    let page = browser.path.replace("/xac-minh", "/mat-khau");
    browser.get(&page).await.is_at("/xac-minh");
    assert_eq!(world.the_hash().await, old);
    world.advance(Span::from_days(10));
    let mut later = world.forgets_and_confirms(&who).await;
    later.is_at("/mat-khau");
    world.renews(&mut later, NEW_PASSWORD).await;
    later.is_at("/hoan-tat");
}

store::on_both_engines!(swapped_yesterday, a_sim_that_was_changed_yesterday);

async fn a_recovery_code_stands_for_the_operator(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    let done = world.registers(&who).await;
    let codes = done.texts("code");
    let mut browser = world.forgets_and_confirms(&who).await;
    for (typed, key) in [
        ("", "recovery-second-code-shape"),
        ("7K3M-9QXT", "recovery-second-code-shape"),
        ("7K3M-9QXT-4D2F-8HJN-5RWB-6VYC", "recovery-second-code-wrong"),
    ] {
        browser.fill("recovery-code", typed);
        browser.press(&world.t("recovery-second-code-button")).await.answers(422);
        assert_eq!(browser.complaint("recovery-code"), world.t(key), "{typed}");
        browser.get(&browser.path.replace("/ma-khoi-phuc", "/xac-minh")).await;
    }
    browser.fill("recovery-code", &codes[0].to_lowercase().replace('-', " "));
    browser.press(&world.t("recovery-second-code-button")).await.is_at("/mat-khau");
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat");
    let mut again = world.forgets_and_confirms(&who).await;
    again.fill("recovery-code", &codes[0]);
    again.press(&world.t("recovery-second-code-button")).await.answers(422);
    assert_eq!(again.complaint("recovery-code"), world.t("recovery-second-code-wrong"), "once");
}

store::on_both_engines!(recovery_code, a_recovery_code_stands_for_the_operator);

async fn recovery_codes_are_counted(store: Store) {
    let world = World::with(store, |settings| {
        settings.recovery.wrong_codes_per_identity = Limit::new(2, Span::from_hours(24));
    })
    .await;
    let who = Applicant::chau();
    let codes = world.registers(&who).await.texts("code");
    let mut browser = world.forgets_and_confirms(&who).await;
    let page = browser.path.clone();
    for _ in 0..2 {
        browser.fill("recovery-code", "7K3M-9QXT-4D2F-8HJN-5RWB-6VYC");
        browser.press(&world.t("recovery-second-code-button")).await.answers(422);
        browser.get(&page).await;
    }
    browser.fill("recovery-code", &codes[0]);
    browser.press(&world.t("recovery-second-code-button")).await.answers(422);
    let until = world.now().plus(Span::from_hours(24)).in_vietnam();
    let later = world.t1("recovery-second-code-later", "time", &until);
    assert_eq!(browser.complaint("recovery-code"), later);
}

store::on_both_engines!(codes_counted, recovery_codes_are_counted);

async fn an_operator_that_is_away_is_asked_again(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    world.operator_is(TelcoFault::Down);
    world.enters(&mut browser, &code).await;
    browser.is_at("/xac-minh").sees(&world.t("recovery-second-away"));
    browser.press(&world.t("recovery-second-ask")).await.is_at("/xac-minh");
    world.operator_is(TelcoFault::Ok);
    browser.press(&world.t("recovery-second-ask")).await.is_at("/mat-khau");
}

store::on_both_engines!(away, an_operator_that_is_away_is_asked_again);

async fn five_presses_ask_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    world.operator_is(TelcoFault::Down);
    world.enters(&mut browser, &code).await;
    browser.is_at("/xac-minh");
    world.operator_is(TelcoFault::Ok);
    world.forget_questions();
    let button = world.t("recovery-second-ask");
    let tabs = (0..5).map(|_| {
        let (mut tab, button) = (browser.tab(), button.clone());
        async move { tab.press(&button).await.path.clone() }
    });
    let paths = at_once(tabs.collect::<Vec<_>>()).await;
    assert!(paths.iter().all(|path| path.ends_with("/mat-khau")), "{paths:?}");
    assert_eq!(world.operator_asked(), 1);
}

store::on_both_engines!(asked_once, five_presses_ask_once);

async fn an_operator_that_is_silent(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    world.operator_is(TelcoFault::NotAvailable);
    world.enters(&mut browser, &code).await;
    browser.is_at("/xac-minh").sees(&world.t("recovery-second-silent"));
    browser.misses(&world.t("recovery-second-ask"));
}

store::on_both_engines!(silent, an_operator_that_is_silent);

async fn a_subscription_that_passed_on(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.passes_on(&who);
    let mut browser = world.forgets_and_confirms(&who).await;
    browser.is_at("/xac-minh").sees(&world.t("recovery-second-not-theirs"));
    browser.misses(&world.t1("recovery-second-wait-button", "hours", "24"));
    let wait = browser.path.replace("/xac-minh", "/cho");
    let token = browser.field("form-token").unwrap();
    browser.post(&wait, &[("form-token", &token)]).await.is_at("/xac-minh");
    assert_eq!(world.texts("SELECT state FROM recovery").await, ["phone_confirmed"]);
}

store::on_both_engines!(somebody_elses, a_subscription_that_passed_on);
