//! What the owner is told: that somebody fails at their account, that a new browser signed in.

use crate::testing::{Applicant, PASSWORD, World};
use credentials::limit::Limit;
use ground::Span;
use store::Store;

async fn somebody_fails(store: Store) {
    let world = World::with(store, |settings| {
        settings.login.failures_elsewhere = Limit::new(2, Span::from_hours(1));
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let before = world.messages(&who).await.len();
    for _ in 0..10 {
        world.logs_in(&mut world.browser(), &who, "Nhầm mất rồi.17").await;
    }
    let messages = world.messages(&who).await;
    assert_eq!(messages.len(), before + 1, "one notice, however many failures");
    assert!(messages.last().unwrap().contains("sai mat khau"), "{messages:?}");
    for _ in 0..2 {
        world.advance(Span::from_hours(12));
        for _ in 0..4 {
            world.logs_in(&mut world.browser(), &who, "Nhầm mất rồi.17").await;
        }
    }
    assert_eq!(world.messages(&who).await.len(), before + 2, "once a day");
}

store::on_both_engines!(one_notice_a_day, somebody_fails);

async fn a_new_browser(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut home = world.signs_in(&who).await;
    assert_eq!(world.messages(&who).await.len(), 2, "the first browser is no news");
    let mut thief = world.browser();
    world.logs_in(&mut thief, &who, PASSWORD).await;
    let code = world.code(&who).await;
    world.enters_code(&mut thief, &code).await;
    thief.is_at("/tai-khoan");
    let notice = world.messages(&who).await.pop().unwrap();
    let (_, path) = notice.split_once("http://localhost:8081").unwrap();
    let path = path.split_whitespace().next().unwrap();
    let mut anyone = world.browser();
    anyone.get(&format!("{}x", &path[..path.len() - 1])).await.answers(410);
    anyone.get(path).await.answers(200);
    thief.reload().await.is_at("/tai-khoan");
    anyone.press(&world.t("login-not-me-confirm")).await;
    anyone.answers(200).sees(&world.t("login-not-me-done"));
    thief.reload().await.is_at("/dang-nhap");
    home.reload().await.is_at("/dang-nhap");
    assert_eq!((world.rows("session").await, world.rows("device").await), (0, 0));
    world.logs_in(&mut thief, &who, PASSWORD).await;
    thief.answers(422);
    let disavowed = "SELECT COUNT(*) FROM journal WHERE event = 'login.disavowed'";
    anyone.get(path).await;
    assert_eq!(world.number(disavowed).await, 1);
    world.advance(Span::from_days(11));
    anyone.get(path).await.answers(410);
}

store::on_both_engines!(whoever_it_was_not_ends_it, a_new_browser);

async fn a_password_was_set_anew_meanwhile(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.signs_in(&who).await;
    let mut thief = world.signs_in(&who).await;
    let notice = world.messages(&who).await.pop().unwrap();
    let (_, path) = notice.split_once("http://localhost:8081").unwrap();
    let path = path.split_whitespace().next().unwrap();
    let mut owner = world.browser();
    owner.get(path).await.answers(200);
    world.advance(Span::from_minutes(5));
    let then = world.now();
    world.change(&format!("UPDATE password SET set_at = {}", then.unix_ms())).await;
    let said = world.t1("login-not-me-set-anew", "time", &then.in_vietnam());
    owner.press(&world.t("login-not-me-confirm")).await.answers(200).sees(&said);
    owner.misses(&world.t("login-not-me-done")).sees(&world.t("login-not-me-reset"));
    thief.reload().await.is_at("/tai-khoan");
}

store::on_both_engines!(set_anew, a_password_was_set_anew_meanwhile);
