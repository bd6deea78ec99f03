//! The ordinary way: number, password, code; and what comes back to the form.

use crate::testing::{Applicant, LOGIN, PASSWORD, World, solve};
use ground::Span;
use store::Store;

async fn the_whole_way(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    browser.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/ma-otp").sees("0828xxx088");
    assert_eq!(world.rows("session").await, 0, "a password alone is no session");
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/tai-khoan").sees("Nguyễn Văn Bình").sees("051******234");
    assert_eq!(world.rows("session").await, 1);
    let everything = world.everything().await;
    assert!(!everything.contains(&code), "no table holds a code");
    browser.get("/vi/dang-nhap").await.is_at("/tai-khoan");
    browser.press(&world.t("layout-sign-out")).await;
    browser.is_at("/dang-nhap?da-dang-xuat").sees(&world.t("login-signed-out"));
    browser.get("/vi/tai-khoan").await.is_at("/dang-nhap");
    assert_eq!(world.rows("session").await, 0);
}

store::on_both_engines!(signs_in_and_out, the_whole_way);

async fn a_client_waits(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let (mut browser, id) = (world.browser(), "018f3b1e-0000-7000-8000-000000000001");
    browser.get(&format!("{LOGIN}?tiep={id}")).await.answers(200);
    browser.fill("identity", &who.identity).fill("password", PASSWORD);
    solve(&mut browser);
    browser.press(&world.t("login-sign-in")).await;
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at(&format!("/oauth2/authorize/{id}"));
    browser.get("/vi/tai-khoan").await.is_at("/tai-khoan");
    let form = format!("{LOGIN}?tiep={id}");
    browser.get(&form).await.is_at(&form);
}

store::on_both_engines!(leads_on_to_whoever_waits, a_client_waits);

#[tokio::test(flavor = "multi_thread")]
async fn the_form_comes_back_with_what_was_typed() {
    let world = World::on(store::testing::sqlite().await).await;
    let mut browser = world.browser();
    browser.get(LOGIN).await;
    browser.press(&world.t("login-sign-in")).await.answers(422);
    assert_eq!(browser.complaint("identity"), world.t("login-identity-empty"));
    assert_eq!(browser.complaint("password"), world.t("login-password-empty"));
    browser.fill("identity", "12345").fill("password", "x");
    browser.press(&world.t("login-sign-in")).await.answers(422);
    assert_eq!(browser.complaint("identity"), world.t("login-identity-shape"));
    assert_eq!(browser.field("identity").unwrap(), "12345");
    assert_eq!(browser.field("password").unwrap(), "", "a password is never drawn again");
    let foreign = browser.sending(&world.t("login-sign-in")).without("form-token");
    browser.send(foreign).await.answers(422).sees(&world.t("form-cookies"));
}

async fn the_form_lies_too_long(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/ma-otp");
    world.advance(Span::from_minutes(10));
    browser.reload().await.answers(410).sees(&world.t("login-anew"));
    world.account.sweep().await.unwrap();
    world.advance(Span::from_minutes(2));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("login").await, 0);
}

store::on_both_engines!(is_forgotten, the_form_lies_too_long);

async fn the_hash_is_old(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let cheaper = world.texts("SELECT hash FROM password").await.remove(0);
    let world = world.with_settings(|settings| settings.password.memory_kib = 128);
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/ma-otp");
    let now = world.texts("SELECT hash FROM password").await.remove(0);
    assert!(now != cheaper && now.contains("m=128"), "{now}");
    world.logs_in(&mut world.browser(), &who, PASSWORD).await;
    assert_eq!(world.texts("SELECT hash FROM password").await, [now], "once");
}

store::on_both_engines!(hashes_anew_when_parameters_changed, the_hash_is_old);
