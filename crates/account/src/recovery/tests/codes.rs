//! Entering the code: eight digits, five tries, hundreds at once.

use super::NEW_PASSWORD;
use crate::testing::{Applicant, World, at_once};
use credentials::limit;
use ground::Span;
use store::Store;

async fn five_wrong_ones_use_a_code_up(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let (right, wrong) = (world.code(&who).await, world.wrong_recovery_code(&browser).await);
    for shapeless in ["", "123456", "123456789", "12a45678"] {
        world.enters(&mut browser, shapeless).await;
        browser.answers(422);
    }
    assert_eq!(world.recovery_minted(&browser).await.tries, 0, "what is no code costs no try");
    for place in 1..=5 {
        world.enters(&mut browser, &wrong).await;
        let key = if place < 5 { "code-page-wrong" } else { "code-page-used-up" };
        assert_eq!(browser.complaint("code"), world.t(key), "try {place}");
    }
    world.enters(&mut browser, &right).await;
    browser.is_at("/ma-otp");
    browser.press(&world.t("code-page-resend")).await;
    let fresh = world.code(&who).await;
    assert_ne!(fresh, right);
    world.enters(&mut browser, &format!("{} {}", &fresh[..4], &fresh[4..])).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(five_wrong, five_wrong_ones_use_a_code_up);

async fn two_hundred_wrong_codes_at_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let browser = world.forgets(&who).await;
    let right: u32 = world.recovery_derived(&browser).await.parse().unwrap();
    let button = world.t("code-page-confirm");
    let tabs = (1..=200).map(|place| {
        let (mut tab, button) = (browser.tab(), button.clone());
        tab.fill("code", &format!("{:08}", (right + place) % 100_000_000));
        async move { tab.press(&button).await.path.clone() }
    });
    let paths = at_once(tabs.collect::<Vec<_>>()).await;
    assert!(paths.iter().all(|path| path.ends_with("/ma-otp")));
    assert_eq!(world.recovery_minted(&browser).await.tries, 5, "exactly five are evaluated");
    let bucket = world.account.buckets.of("recovery wrong codes", &who.identity);
    let reader = world.account.store.reader();
    let wrong = limit::used(reader, &bucket, world.now()).await.unwrap();
    assert!(wrong <= 5, "{wrong}");
}

store::on_both_engines!(exactly_five, two_hundred_wrong_codes_at_once);

async fn a_right_code_is_accepted_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    world.forget_questions();
    let button = world.t("code-page-confirm");
    let tabs = (0..5).map(|_| {
        let (mut tab, button) = (browser.tab(), button.clone());
        tab.fill("code", &code);
        async move { tab.press(&button).await.path.clone() }
    });
    let paths = at_once(tabs.collect::<Vec<_>>()).await;
    assert!(paths.iter().all(|path| path.ends_with("/mat-khau")), "{paths:?}");
    let query = "SELECT event FROM journal WHERE event = 'recovery.phone_confirmed'";
    assert_eq!(world.texts(query).await.len(), 1);
    assert_eq!(world.operator_asked(), 1, "one press asks for all");
}

store::on_both_engines!(accepted_once, a_right_code_is_accepted_once);

async fn a_code_dies_and_a_recovery_is_forgotten(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.forgets(&who).await;
    let code = world.code(&who).await;
    world.advance(Span::from_minutes(5));
    world.enters(&mut browser, &code).await;
    assert_eq!(browser.complaint("code"), world.t("code-page-expired"));
    browser.press(&world.t("code-page-resend")).await;
    let code = world.code(&who).await;
    world.enters(&mut browser, &code).await;
    browser.is_at("/mat-khau");
    world.advance(Span::from_minutes(30));
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.answers(410).sees(&world.t("recovery-anew"));
    world.advance(Span::from_minutes(2));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("recovery").await, 0, "swept");
}

store::on_both_engines!(expiry, a_code_dies_and_a_recovery_is_forgotten);
