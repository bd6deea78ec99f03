//! Changing the password.

use crate::testing::{Applicant, PASSWORD, World, solve};
use ground::Span;
use store::Store;
use web::testing::Browser;

const PAGE: &str = "/vi/tai-khoan/mat-khau";
const NEW: &str = "Bến đò-Nắng xuân.52";

async fn changes(world: &World, browser: &mut Browser, password: &str) {
    browser.fill("password", password).fill("repeated", password);
    browser.press(&world.t("profile-password-button")).await;
}

async fn a_new_password(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut elsewhere = world.signs_in(&who).await;
    world.advance(Span::from_minutes(2));
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await.answers(200);
    changes(&world, &mut browser, "abc").await;
    browser.answers(422);
    changes(&world, &mut browser, PASSWORD).await;
    browser.answers(422);
    assert_eq!(browser.complaint("password"), world.t("profile-password-present"));
    let sending = browser.sending(&world.t("profile-password-button"));
    let sending = sending.with("password", NEW).with("repeated", NEW);
    browser.send(sending.clone().without("form-token")).await.answers(422);
    browser.send(sending.clone()).await.sees(&world.t("profile-password-done"));
    assert_eq!(world.rows("session").await, 1, "the others are ended");
    elsewhere.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    browser.get("/vi/tai-khoan").await.is_at("/vi/tai-khoan");
    let told = world.messages(&who).await;
    assert!(told.last().unwrap().contains("mat khau cua ban da duoc doi"), "{told:?}");
    // The second press of the button changes nothing: it is the present one by then.
    browser.send(sending).await.answers(422);
    let events = "SELECT COUNT(*) FROM journal WHERE event = 'profile.password_changed'";
    assert_eq!(world.number(events).await, 1);
    let mut anew = world.browser();
    world.logs_in(&mut anew, &who, PASSWORD).await;
    anew.sees(&world.t("login-refused"));
    world.advance(Span::from_minutes(2));
    world.logs_in(&mut anew, &who, NEW).await;
    anew.is_at("/ma-otp");
}

store::on_both_engines!(changed_and_signed_out_elsewhere, a_new_password);

/// Matrix-authentication-service CVE-2025-62425.
async fn nothing_changes_without_a_fresh_proof(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await;
    let sending = browser.sending(&world.t("profile-password-button"));
    let sending = sending.with("password", NEW).with("repeated", NEW);
    let before = world.texts("SELECT hash FROM password").await;
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(sending.clone()).await.is_at("/dang-nhap?tiep=/tai-khoan/mat-khau");
    world.advance(Span::from_minutes(5));
    browser.send(sending).await.is_at("/dang-nhap?tiep=/tai-khoan/mat-khau");
    assert_eq!(world.texts("SELECT hash FROM password").await, before);
    browser.sees(&world.t("login-again-title"));
}

store::on_both_engines!(not_without_a_fresh_proof, nothing_changes_without_a_fresh_proof);

async fn a_proof_leads_back(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    world.advance(Span::from_minutes(6));
    browser.get(PAGE).await.is_at("/dang-nhap?tiep=/tai-khoan/mat-khau");
    browser.fill("password", PASSWORD);
    solve(&mut browser);
    browser.press(&world.t("login-again-go-on")).await.is_at("/ma-otp");
    // A password alone proves nothing anew.
    let mut tab = browser.tab();
    tab.get(PAGE).await.is_at("/dang-nhap?tiep=/tai-khoan/mat-khau");
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at(PAGE);
    changes(&world, &mut browser, NEW).await;
    browser.sees(&world.t("profile-password-done"));
}

store::on_both_engines!(proved_again_and_led_back, a_proof_leads_back);
