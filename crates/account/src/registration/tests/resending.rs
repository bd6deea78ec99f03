//! *Gửi lại OTP*: the ladder of waiting times, the same code or a new one.

use crate::testing::{Applicant, World, at_once};
use ground::Span;
use store::Store;
use web::testing::Browser;

async fn sent(world: &World, who: &Applicant) -> usize {
    world.messages(who).await.len()
}

/// Presses just before the waiting time is over, and when it is.
async fn waits(world: &World, who: &Applicant, browser: &mut Browser, seconds: i64) {
    let before = sent(world, who).await;
    world.advance(Span::from_ms(seconds * 1_000 - 1));
    world.resend(browser).await;
    assert_eq!(sent(world, who).await, before, "too early by a moment");
    world.advance(Span::from_ms(1));
    world.resend(browser).await;
    assert_eq!(sent(world, who).await, before + 1, "after {seconds} seconds");
}

async fn the_ladder(store: Store) {
    let world = World::with(store, |settings| {
        settings.one_time_code.lifetime = Span::from_minutes(10);
        settings.limits.messages_per_number.at_most = 9;
    })
    .await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let first = world.minted(&browser).await;
    let code = world.code(&who).await;
    world.resend(&mut browser).await;
    assert_eq!(sent(&world, &who).await, 1, "nothing at once");
    for seconds in [60, 60, 120] {
        waits(&world, &who, &mut browser, seconds).await;
    }
    assert_eq!(world.code(&who).await, code, "the same code, while it is fresh");
    let again = world.minted(&browser).await;
    assert_eq!((again.mint, again.sends), (1, 4));
    assert_eq!(again.expires_at, first.expires_at, "its life is not longer for it");
    waits(&world, &who, &mut browser, 300).await;
    assert_ne!(world.code(&who).await, code, "a minute of its life is too little: a new one");
    let newer = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    assert_eq!(browser.complaint("code"), world.t("code-page-wrong"), "the old one is dead");
    world.enter(&mut browser, &newer).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(ladder, the_ladder);

async fn nobody_waits_without_a_live_code(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let wrong = world.wrong_code(&browser).await;
    for _ in 0..5 {
        world.enter(&mut browser, &wrong).await;
    }
    world.resend(&mut browser).await;
    assert_eq!(sent(&world, &who).await, 2, "used up: at once");
    world.advance(Span::from_minutes(5));
    world.resend(&mut browser).await;
    assert_eq!(sent(&world, &who).await, 3, "expired: at once");
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau");
}

store::on_both_engines!(never_refused, nobody_waits_without_a_live_code);

async fn tries_outlive_a_resend(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    let wrong = world.wrong_code(&browser).await;
    for _ in 0..2 {
        world.enter(&mut browser, &wrong).await;
    }
    world.advance(Span::from_seconds(60));
    world.resend(&mut browser).await;
    let again = world.minted(&browser).await;
    assert_eq!((again.mint, again.tries), (1, 2), "the same code keeps its wrong tries");
    world.enter(&mut browser, &wrong).await;
    world.advance(Span::from_seconds(60));
    world.resend(&mut browser).await;
    assert_eq!(world.minted(&browser).await.mint, 2, "after three wrong ones a new one is minted");
}

store::on_both_engines!(tries_stay, tries_outlive_a_resend);

async fn two_presses_send_once(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let browser = world.applies(&who).await;
    world.settled().await;
    world.advance(Span::from_seconds(60));
    let button = world.t("code-page-resend");
    at_once((0..6).map(|_| {
        let (mut tab, button) = (browser.tab(), button.clone());
        async move { tab.press(&button).await.answers(200).is_at("/ma-otp").status() }
    }))
    .await;
    assert_eq!(sent(&world, &who).await, 2);
    assert_eq!(world.minted(&browser).await.sends, 2);
}

store::on_both_engines!(double_press, two_presses_send_once);

async fn a_resend_keeps_the_registration(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.applies(&who).await;
    world.advance(Span::from_minutes(29));
    world.resend(&mut browser).await;
    world.advance(Span::from_minutes(4));
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    browser.is_at("/mat-khau").answers(200);
    world.resend_is_over(&browser).await;
}

impl World {
    /// A resend that was left open in a tab leads on and sends nothing.
    async fn resend_is_over(&self, browser: &Browser) {
        let before = self.rows("letter").await;
        let path = browser.path.replace("/mat-khau", "/gui-lai-otp");
        let token = browser.field("form-token").unwrap();
        let mut tab = browser.tab();
        tab.post(&path, &[("form-token", &token)]).await.is_at("/mat-khau");
        assert_eq!(self.rows("letter").await, before);
    }
}

store::on_both_engines!(kept, a_resend_keeps_the_registration);
