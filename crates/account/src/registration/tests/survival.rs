//! What survives: counts when a request breaks off, states when the program starts again.

use crate::registration::tests::survival::Fate::*;
use crate::testing::{Applicant, PASSWORD, World, registration_of};
use credentials::limit;
use ground::{Fault, Span};
use std::time::Duration;
use store::Store;

async fn a_try_is_gone_whatever_follows(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let code = world.code(&who).await;
    world.change("ALTER TABLE citizen RENAME TO mislaid").await;
    world.enter(&mut browser, &code).await;
    browser.answers(500).sees(&world.t("fault-broken"));
    assert!(!browser.body().to_lowercase().contains("citizen"), "nothing of the inside is shown");
    assert_eq!(world.texts("SELECT state FROM registration").await, ["code_sent"]);
    world.change("ALTER TABLE mislaid RENAME TO citizen").await;
    browser.get(&format!("/vi/dang-ky/{}/ma-otp", registration_of(&browser))).await.answers(200);
    let minted = world.minted(&browser).await;
    assert_eq!((minted.tries, minted.used_at), (1, None), "spent, and not redeemed");
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(spent_for_good, a_try_is_gone_whatever_follows);

async fn counts_outlive_a_transaction_that_is_rolled_back(store: Store) {
    let world = World::on(store).await;
    let (account, now) = (&world.account, world.now());
    let bucket = account.buckets.of("operator number", "+84828000088");
    let limit = account.settings.limits.operator_per_number;
    let rolled_back: Result<(), Fault> = {
        limit::count(&account.store, &[(bucket.clone(), limit)], now).await.unwrap();
        store::in_transaction!(account.store, |_tx| Err(Fault::impossible("a story's own fault")))
    };
    assert!(rolled_back.is_err());
    assert_eq!(limit::used(account.store.reader(), &bucket, now).await.unwrap(), 1);
    // The same through the page: the operator was asked, and then the desk could not be written.
    world.change("ALTER TABLE desk_reference RENAME TO mislaid").await;
    let browser = world.applies(&Applicant::lanh()).await;
    browser.answers(500);
    let bucket = account.buckets.of("operator number", &Applicant::lanh().e164());
    assert_eq!(limit::used(account.store.reader(), &bucket, now).await.unwrap(), 1);
}

store::on_both_engines!(rolled_back, counts_outlive_a_transaction_that_is_rolled_back);

/// Whether a visitor stays for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Leaves,
}

async fn visitors_who_leave_get_no_free_tries(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    let right = world.code(&who).await;
    let (wrong, button) = (world.wrong_code(&browser).await, world.t("code-page-confirm"));
    let visits = (0..40_u64).map(|place| {
        let (mut tab, button) = (browser.tab(), button.clone());
        tab.fill("code", &wrong);
        let visit = tokio::spawn(async move { tab.press(&button).await.status() });
        (place, visit, if place % 4 == 0 { Stays } else { Leaves })
    });
    for (place, visit, fate) in visits.collect::<Vec<_>>() {
        if fate == Leaves {
            tokio::time::sleep(Duration::from_millis(place % 3)).await;
            visit.abort();
        } else {
            assert_eq!(visit.await.unwrap().as_u16(), 200);
        }
    }
    assert_eq!(world.minted(&browser).await.tries, 5, "those who stayed are more than that");
    let mut tab = browser.tab();
    world.enter(&mut tab, &right).await;
    assert_eq!(tab.complaint("code"), world.t("code-page-used-up"));
}

store::on_both_engines!(broken_off, visitors_who_leave_get_no_free_tries);

async fn the_program_starts_again_at_each_step(store: Store) {
    let mut world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    let code = world.code(&who).await;
    world.restart();
    let mut later = world.browser_like(&browser);
    later.get(&browser.path).await.answers(200);
    world.enter(&mut later, &code).await;
    world.restart();
    let mut latest = world.browser_like(&browser);
    latest.get(&later.path).await.is_at("/mat-khau");
    world.choose(&mut latest, PASSWORD).await;
    latest.is_at("/hoan-tat");
}

store::on_both_engines!(starts_again, the_program_starts_again_at_each_step);

async fn what_no_longer_serves_is_forgotten(store: Store) {
    let world = World::on(store).await;
    world.applies(&Applicant::binh()).await.is_at("/ma-otp");
    world.applies(&Applicant::lanh()).await.answers(422);
    world.settled().await;
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("registration").await, 1, "not yet");
    world.advance(Span::from_minutes(32));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("registration").await, 0);
    assert_eq!(world.rows("spent_challenge").await, 0);
    assert_eq!(world.rows("desk_reference").await, 1, "kept for the desk");
    world.advance(Span::from_days(31));
    world.account.sweep().await.unwrap();
    for table in ["one_time_code", "limit_bucket", "desk_reference"] {
        assert_eq!(world.rows(table).await, 0, "{table}");
    }
}

store::on_both_engines!(forgotten, what_no_longer_serves_is_forgotten);
