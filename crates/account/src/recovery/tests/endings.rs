//! A reset ends everything that stood on the old password.

use super::{FORM, NEW_PASSWORD};
use crate::testing::{Applicant, PASSWORD, World, solve};
use ground::Span;
use store::Store;

async fn other_recoveries_end(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut first = world.forgets_and_confirms(&who).await;
    let mut second = world.forgets_and_confirms(&who).await;
    second.is_at("/mat-khau");
    world.renews(&mut first, NEW_PASSWORD).await;
    first.is_at("/hoan-tat");
    let hash = world.the_hash().await;
    world.renews(&mut second, "Cá kho-Rau muống.63").await;
    second.answers(410);
    assert_eq!(world.the_hash().await, hash);
    first.reload().await.is_at("/hoan-tat");
}

store::on_both_engines!(others_end, other_recoveries_end);

async fn every_session_ends(store: Store) {
    let world = World::on(store).await;
    let (who, other) = (Applicant::binh(), Applicant::ha());
    world.registers(&who).await;
    world.registers(&other).await;
    let mut home = world.signs_in(&who).await;
    let mut abroad = world.signs_in(&who).await;
    let mut neighbour = world.signs_in(&other).await;
    world.advance(Span::from_minutes(1));
    let mut browser = world.forgets_and_confirms(&who).await;
    world.renews(&mut browser, NEW_PASSWORD).await;
    browser.is_at("/hoan-tat").sees("Đã kết thúc 2 phiên");
    for ended in [&mut home, &mut abroad, &mut browser] {
        ended.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    }
    neighbour.get("/vi/tai-khoan").await.is_at("/tai-khoan");
    let mut anew = world.browser();
    world.logs_in(&mut anew, &who, PASSWORD).await;
    anew.is_at("/dang-nhap").sees(&world.t("login-refused"));
    world.logs_in(&mut anew, &who, NEW_PASSWORD).await;
    let code = world.code(&who).await;
    world.enters_code(&mut anew, &code).await;
    anew.is_at("/tai-khoan");
    let why = world.texts("SELECT detail FROM journal WHERE event = 'session.ended'").await;
    assert!(why.len() == 2 && why.iter().all(|why| why.contains("reset")), "{why:?}");
}

store::on_both_engines!(sessions_end, every_session_ends);

async fn a_sign_in_under_way_with_the_old_password(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut under_way = world.browser();
    world.logs_in(&mut under_way, &who, PASSWORD).await;
    let code = world.code(&who).await;
    world.advance(Span::from_minutes(1));
    let mut browser = world.forgets_and_confirms(&who).await;
    world.renews(&mut browser, NEW_PASSWORD).await;
    world.enters_code(&mut under_way, &code).await;
    under_way.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    assert_eq!(world.rows("session").await, 0);
}

store::on_both_engines!(under_way, a_sign_in_under_way_with_the_old_password);

async fn a_browser_that_is_known_stands_for_the_operator(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::chau();
    world.registers(&who).await;
    let mut home = world.signs_in(&who).await;
    world.advance(Span::from_hours(13));
    world.forget_questions();
    home.get(FORM).await;
    home.fill("identity", &who.identity);
    solve(&mut home);
    home.press(&world.t("recovery-start-button")).await;
    let code = world.code(&who).await;
    world.enters(&mut home, &code).await;
    home.is_at("/mat-khau");
    assert_eq!(world.operator_asked(), 0);
    world.renews(&mut home, NEW_PASSWORD).await;
    // It was known by the old password, and is known no more.
    let mut again = home.tab();
    again.get(FORM).await;
    again.fill("identity", &who.identity);
    solve(&mut again);
    again.press(&world.t("recovery-start-button")).await;
    let code = world.code(&who).await;
    world.enters(&mut again, &code).await;
    again.is_at("/xac-minh");
}

store::on_both_engines!(known_browser, a_browser_that_is_known_stands_for_the_operator);

async fn a_password_that_was_locked_serves_again(store: Store) {
    let world = World::with(store, |settings| settings.login.failures_in_a_row = 2).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut wrong = world.browser();
    for _ in 0..2 {
        world.logs_in(&mut wrong, &who, "Sai rồi-Sai nữa.99").await;
    }
    world.logs_in(&mut wrong, &who, PASSWORD).await;
    wrong.is_at("/dang-nhap");
    let mut browser = world.forgets_and_confirms(&who).await;
    world.renews(&mut browser, NEW_PASSWORD).await;
    world.logs_in(&mut browser, &who, NEW_PASSWORD).await;
    browser.is_at("/ma-otp");
}

store::on_both_engines!(unlocked, a_password_that_was_locked_serves_again);
