//! The code of a sign-in: wrong ones, sending again, its own limits.

use crate::testing::{Applicant, PASSWORD, World, at_once};
use credentials::limit::Limit;
use ground::Span;
use sandbox::faults::SmsFault;
use store::Store;

async fn two_hundred_at_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let right: u32 = world.latest_code(&browser, "login.sms").await.parse().unwrap();
    let button = world.t("code-page-confirm");
    at_once((1..=200).map(|place| {
        let (mut tab, button) = (browser.tab(), button.clone());
        tab.fill("code", &format!("{:06}", (right + place) % 1_000_000));
        async move {
            tab.press(&button).await;
        }
    }))
    .await;
    let tries = world
        .number("SELECT CAST(tries AS BIGINT) FROM one_time_code WHERE purpose = 'login.sms'")
        .await;
    assert_eq!(tries, 5, "exactly five are evaluated");
    world.enters_code(&mut browser, &format!("{right:06}")).await;
    browser.is_at("/ma-otp").sees(&world.t("code-page-used-up"));
    assert_eq!(world.rows("session").await, 0);
}

store::on_both_engines!(exactly_five, two_hundred_at_once);

async fn right_beside_wrong(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let right = world.latest_code(&browser, "login.sms").await;
    let wrong = world.other_code(&right);
    let button = world.t("code-page-confirm");
    let codes = [wrong.clone(), right.clone(), wrong.clone(), right.clone()];
    at_once(codes.map(|code| {
        let (mut tab, button) = (browser.tab(), button.clone());
        tab.fill("code", &code);
        async move {
            tab.press(&button).await;
        }
    }))
    .await;
    browser.get("/vi/tai-khoan").await.is_at("/tai-khoan").answers(200);
    assert_eq!(world.rows("session").await, 1, "two presses begin one session");
}

store::on_both_engines!(a_right_one_is_not_lost_beside_wrong_ones, right_beside_wrong);

async fn again(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let first = world.code(&who).await;
    let resend = world.t("code-page-resend");
    browser.press(&resend).await.is_at("/ma-otp");
    assert_eq!(world.messages(&who).await.len(), 2, "not before a minute has passed");
    world.advance(Span::from_seconds(60));
    browser.press(&resend).await;
    assert_eq!(world.messages(&who).await.len(), 3);
    assert_eq!(world.code(&who).await, first, "the same code while it is fresh");
    for _ in 0..3 {
        world.enters_code(&mut browser, &world.other_code(&first)).await;
    }
    world.advance(Span::from_seconds(60));
    browser.press(&resend).await;
    let second = world.code(&who).await;
    assert_ne!(second, first, "a new one after wrong tries");
    world.enters_code(&mut browser, &first).await;
    browser.is_at("/ma-otp");
    world.enters_code(&mut browser, &second).await;
    browser.is_at("/tai-khoan");
}

store::on_both_engines!(is_sent_again, again);

async fn asleep(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.wrong_codes = Limit::new(6, Span::from_hours(24));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    for _ in 0..2 {
        let mut browser = world.browser();
        world.logs_in(&mut browser, &who, PASSWORD).await;
        let right = world.latest_code(&browser, "login.sms").await;
        for _ in 0..4 {
            world.enters_code(&mut browser, &world.other_code(&right)).await;
        }
    }
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    let right = world.latest_code(&browser, "login.sms").await;
    world.enters_code(&mut browser, &right).await;
    browser.is_at("/ma-otp").answers(200);
    assert_eq!(world.rows("session").await, 0);
    browser.click(&world.t("login-other-way")).await;
    browser.press(&world.t("login-way-recovery")).await;
    browser.is_at("/ma-khoi-phuc").answers(200);
}

store::on_both_engines!(sleeps_after_too_many_and_other_ways_stay, asleep);

async fn no_more_messages(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.messages = Limit::new(1, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.logs_in(&mut world.browser(), &who, PASSWORD).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/ma-otp").sees(&world.t1("login-code-unsent", "phone", "0828xxx088"));
    assert_eq!(world.messages(&who).await.len(), 2, "one to register, one to sign in");
    world.advance(Span::from_minutes(5));
    browser.press(&world.t("code-page-resend")).await.is_at("/ma-otp");
    assert_eq!(world.messages(&who).await.len(), 2);
}

store::on_both_engines!(messages_are_limited_for_each_citizen, no_more_messages);

async fn does_not_arrive(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.messages_are(SmsFault::Undeliverable);
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    world.settled().await;
    for _ in 0..100 {
        browser.reload().await;
        if browser.text().contains(&world.t("login-message-failed")) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    browser.sees(&world.t("login-message-failed"));
    world.messages_are(SmsFault::Ok);
    browser.press(&world.t("code-page-resend")).await;
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/tai-khoan");
}

store::on_both_engines!(nobody_waits_for_what_does_not_arrive, does_not_arrive);
