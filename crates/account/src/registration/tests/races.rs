//! The same button pressed many times at once.

use crate::Settings;
use crate::testing::{Applicant, PASSWORD, World, at_once};
use ground::Span;
use sandbox::faults::TelcoFault;
use std::collections::BTreeSet;
use std::time::Duration;
use store::Store;
use web::testing::Browser;

/// Presses one button in many tabs or browsers at the same moment.
async fn press_at_once(browsers: Vec<Browser>, button: &str) -> Vec<Browser> {
    let button = button.to_owned();
    at_once(browsers.into_iter().map(move |mut browser| {
        let button = button.clone();
        async move {
            browser.press(&button).await;
            browser
        }
    }))
    .await
}

fn with_password(mut browser: Browser) -> Browser {
    browser.fill("password", PASSWORD).fill("repeated", PASSWORD);
    browser
}

async fn one_account_of(world: &World) {
    assert_eq!(world.rows("citizen").await, 1);
    assert_eq!(world.rows("password").await, 1);
    assert_eq!(world.rows("recovery_code").await, 10);
    let lost = world.number("SELECT COUNT(*) FROM citizen WHERE phone_lost_at IS NOT NULL").await;
    assert_eq!(lost, 0, "nobody else has the number");
}

async fn fifty_finishes_of_one_registration(store: Store) {
    let world = World::on(store).await;
    let browser = with_password(world.proves(&Applicant::binh()).await);
    let tabs = (0..50).map(|_| browser.tab()).collect();
    for tab in press_at_once(tabs, &world.t("registration-register")).await {
        assert!(tab.path.contains("/hoan-tat"), "{}", tab.path);
        tab.answers(200).sees(&world.t("registration-done-title"));
    }
    one_account_of(&world).await;
}

store::on_both_engines!(same_registration, fifty_finishes_of_one_registration);

/// Limits that do not stand in the way of one person with fifty browsers.
fn without_limits(settings: &mut Settings) {
    let limits = &mut settings.limits;
    for limit in [
        &mut limits.operator_per_number,
        &mut limits.operator_per_identity,
        &mut limits.operator_per_address,
        &mut limits.messages_per_number,
        &mut limits.messages_per_number_daily,
        &mut limits.messages_per_address,
        &mut limits.messages_per_address_daily,
    ] {
        limit.at_most = 1_000;
    }
}

async fn fifty_registrations_of_one_person(store: Store) {
    let world = World::with(store, without_limits).await;
    let who = Applicant::binh();
    let mut browsers = Vec::new();
    for _ in 0..50 {
        let mut browser = world.applies(&who).await;
        let code = world.derived_code(&browser).await;
        world.enter(&mut browser, &code).await;
        browser.is_at("/mat-khau");
        browsers.push(with_password(browser));
    }
    let ends = press_at_once(browsers, &world.t("registration-register")).await;
    let done = ends.iter().filter(|browser| browser.path.ends_with("/hoan-tat")).count();
    let known = ends.iter().filter(|browser| browser.path.ends_with("/da-co-tai-khoan")).count();
    assert_eq!((done, known), (1, 49));
    one_account_of(&world).await;
}

store::on_both_engines!(different_registrations, fifty_registrations_of_one_person);

async fn a_double_press_starts_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.form(&who).await;
    let tabs = (0..6).map(|_| browser.tab()).collect();
    let ends = press_at_once(tabs, &world.t("registration-register")).await;
    let paths: BTreeSet<_> = ends.iter().map(|tab| tab.is_at("/ma-otp").path.clone()).collect();
    assert_eq!(paths.len(), 1, "all show the same registration");
    assert_eq!(world.rows("registration").await, 1);
    assert_eq!(world.messages(&who).await.len(), 1);
    assert_eq!(world.operator_asked(), 1);
}

store::on_both_engines!(start_once, a_double_press_starts_once);

async fn a_double_press_with_proof_and_picture(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.form(&who).await;
    let token = browser.field("challenge-image").unwrap();
    let characters = world.account.challenge.image().characters(&token).unwrap();
    browser.fill("challenge-answer", &characters);
    let tabs = vec![browser.tab(), browser.tab()];
    for tab in press_at_once(tabs, &world.t("registration-register")).await {
        tab.is_at("/ma-otp").answers(200);
    }
    assert_eq!(world.rows("registration").await, 1);
}

store::on_both_engines!(proof_and_picture, a_double_press_with_proof_and_picture);

async fn no_more_wait_than_may(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.form(&Applicant::binh()).await;
    let sending = browser.sending(&world.t("registration-register"));
    browser.send(sending.clone()).await.is_at("/ma-otp");
    world.change("DELETE FROM registration").await;
    world.change("UPDATE spent_challenge SET outcome = ''").await;
    let waiting = world.account.second_presses.available_permits();
    let _taken = world.account.second_presses.try_acquire_many(u32::try_from(waiting).unwrap());
    let answered = tokio::time::timeout(Duration::from_secs(6), browser.send(sending)).await;
    answered.expect("at once").answers(422).sees(&world.t("registration-send-again"));
}

store::on_both_engines!(waiting_is_bounded, no_more_wait_than_may);

async fn nobody_waits_for_a_press_that_was_cut_off(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.form(&who).await;
    let button = world.t("registration-register");
    let sending = browser.sending(&button);
    browser.send(sending.clone()).await.is_at("/ma-otp");
    // As a program leaves it that was killed between the challenge and the registration.
    world.change("DELETE FROM registration").await;
    world.change("UPDATE spent_challenge SET outcome = ''").await;
    world.advance(Span::from_seconds(12));
    let answered = tokio::time::timeout(Duration::from_secs(6), browser.send(sending)).await;
    answered.expect("at once").answers(422).sees(&world.t("registration-send-again"));
    crate::testing::solve(&mut browser);
    browser.press(&button).await.is_at("/ma-otp");
}

store::on_both_engines!(cut_off, nobody_waits_for_a_press_that_was_cut_off);

async fn a_double_press_is_refused_once(store: Store) {
    let world = World::on(store).await;
    let browser = world.form(&Applicant::lanh()).await;
    let tabs = (0..4).map(|_| browser.tab()).collect();
    let ends = press_at_once(tabs, &world.t("registration-register")).await;
    let references: BTreeSet<_> =
        ends.iter().map(|tab| tab.answers(422).texts("[data-reference]")).collect();
    assert_eq!(references.len(), 1, "every press shows the same reference");
    assert_eq!(world.rows("desk_reference").await, 1);
    world.operator_is(TelcoFault::Down);
    let browser = world.form(&Applicant::ha()).await;
    let tabs = (0..2).map(|_| browser.tab()).collect();
    for tab in press_at_once(tabs, &world.t("registration-register")).await {
        tab.answers(503).sees(&world.t("registration-away"));
    }
}

store::on_both_engines!(refused_once, a_double_press_is_refused_once);

async fn a_form_sent_again_later_shows_where_it_led(store: Store) {
    let mut world = World::on(store).await;
    let who = Applicant::binh();
    let form = world.form(&who).await;
    let button = world.t("registration-register");
    let mut browser = form.tab();
    let first = browser.press(&button).await.is_at("/ma-otp").path.clone();
    world.advance(Span::from_minutes(2));
    let mut back = form.tab();
    assert_eq!(back.press(&button).await.path, first, "back and sent again");
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    world.restart();
    let sending = form.sending(&button);
    let mut later = world.browser_like(&form);
    later.send(sending).await.is_at("/mat-khau");
    assert_eq!(world.messages(&who).await.len(), 1);
}

store::on_both_engines!(sent_again, a_form_sent_again_later_shows_where_it_led);
