//! Limits: for the identity number and the address the page says so; for the telephone it is only
//! silent.

use super::FORM;
use crate::testing::{Applicant, World};
use credentials::limit::Limit;
use ground::Span;
use store::Store;

async fn a_number_is_asked_for_so_often(store: Store) {
    let world = World::with(store, |settings| {
        settings.recovery.messages_per_identity = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let known = Applicant::binh();
    world.registers(&known).await;
    let before = world.messages(&known).await.len();
    for who in [&known, &Applicant::ha()] {
        let opens = world.now().plus(Span::from_hours(1)).in_vietnam();
        for _ in 0..2 {
            world.forgets(who).await.is_at("/ma-otp");
        }
        let third = world.forgets(who).await;
        third.is_at(FORM).answers(429);
        third.sees(&world.t1("recovery-limit-why", "reopens", &opens));
    }
    assert_eq!(world.messages(&known).await.len(), before + 2);
    world.advance(Span::from_hours(1));
    world.forgets(&known).await.is_at("/ma-otp");
}

store::on_both_engines!(per_identity, a_number_is_asked_for_so_often);

async fn sending_again_is_counted_too(store: Store) {
    let world = World::with(store, |settings| {
        settings.recovery.messages_per_identity = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let before = world.messages(&who).await.len();
    let mut browser = world.forgets(&who).await;
    let opens = world.now().plus(Span::from_hours(1)).in_vietnam();
    for _ in 0..3 {
        world.advance(Span::from_minutes(1));
        browser.press(&world.t("code-page-resend")).await.is_at("/ma-otp");
    }
    browser.sees(&world.t1("recovery-code-later", "time", &opens));
    assert_eq!(world.messages(&who).await.len(), before + 2);
    world.advance(Span::from_minutes(5));
    browser.reload().await.sees(&world.t1("recovery-code-closed", "time", &opens));
    world.advance(Span::from_minutes(60));
    browser.reload().await.answers(200).sees(&world.t("code-page-none"));
}

store::on_both_engines!(resending, sending_again_is_counted_too);

async fn an_address_asks_so_often(store: Store) {
    let world = World::with(store, |settings| {
        settings.limits.messages_per_address = Limit::new(2, Span::from_hours(1));
    })
    .await;
    for number in 1..=2 {
        world.forgets(&world.invent(number)).await.is_at("/ma-otp");
    }
    world.forgets(&world.invent(3)).await.is_at(FORM).answers(429);
    let mut elsewhere = world.recovery_form(&world.invent(4).identity).await;
    elsewhere = elsewhere.at_address("203.0.113.7");
    elsewhere.press(&world.t("recovery-start-button")).await.is_at("/ma-otp");
}

store::on_both_engines!(per_address, an_address_asks_so_often);

async fn a_telephone_gets_so_many_messages(store: Store) {
    let world = World::with(store, |settings| {
        settings.limits.messages_per_number = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let before = world.messages(&who).await.len();
    for _ in 0..2 {
        let browser = world.forgets(&who).await;
        browser.is_at("/ma-otp").answers(200).misses(&world.t("recovery-limit"));
    }
    assert_eq!(world.messages(&who).await.len(), before + 1, "registration sent one already");
}

store::on_both_engines!(per_phone, a_telephone_gets_so_many_messages);

async fn wrong_codes_put_a_number_to_sleep(store: Store) {
    let world = World::on(store).await;
    let known = Applicant::binh();
    world.registers(&known).await;
    for who in [&known, &Applicant::ha()] {
        let mut browser = world.forgets(who).await;
        for _ in 0..2 {
            let wrong = world.wrong_recovery_code(&browser).await;
            for _ in 0..5 {
                world.enters(&mut browser, &wrong).await;
            }
            browser.press(&world.t("code-page-resend")).await;
        }
        let until = world.now().plus(Span::from_hours(24)).in_vietnam();
        browser.sees(&world.t1("recovery-code-asleep", "time", &until));
        world.forgets(who).await.is_at(FORM).answers(429);
    }
    world.advance(Span::from_hours(24));
    world.forgets_and_confirms(&known).await.is_at("/mat-khau");
}

store::on_both_engines!(asleep, wrong_codes_put_a_number_to_sleep);
