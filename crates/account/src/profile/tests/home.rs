//! What is known of a person, and who may see it.

use crate::testing::{Applicant, LOGIN, PASSWORD, World, solve};
use ground::Span;
use store::Store;

async fn what_is_known(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    world.registers(&who).await;
    let mut browser = world.signs_in(&who).await;
    browser.answers(200).sees("Nguyễn Văn Bình").sees("15/03/1988").sees("051******234");
    browser.sees("0828xxx088").sees(&world.t("profile-phone-verified"));
    browser.sees(&world.t("profile-email-unconfirmed")).misses("binh@example.vn");
    let since = world.account.clock.now().in_vietnam();
    browser.sees(&world.t1("profile-by-operator", "time", &since));
    assert_eq!(
        browser.texts(".head-person")[0].replace(&world.t("layout-signed-in-as"), "").trim(),
        who.name
    );
    world.settled().await;
    let mail = world.sandbox.world.mailboxes().at("binh@example.vn").remove(0);
    let link = mail.text.split_once("http://localhost:8081").unwrap().1;
    browser.get(link.split_whitespace().next().unwrap()).await;
    browser.press(&world.t("email-confirm")).await;
    browser.get("/vi/tai-khoan").await.sees(&world.t("profile-email-confirmed"));
    browser.get("/en/tai-khoan").await.sees(&world.en("profile-email-confirmed"));
    browser.press(&world.en("layout-sign-out")).await.is_at("/en/dang-nhap?da-dang-xuat");
    browser.get("/en/tai-khoan").await.is_at("/en/dang-nhap").misses("Bình");
}

store::on_both_engines!(home_says_what_is_known, what_is_known);

async fn a_number_somebody_else_proved(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.change("UPDATE citizen SET phone_lost_at = 1").await;
    let mut browser = world.browser();
    world.logs_in(&mut browser, &who, PASSWORD).await;
    browser.is_at("/phuong-thuc");
    world.change("UPDATE citizen SET phone_lost_at = NULL").await;
    let mut browser = world.signs_in(&who).await;
    world.change("UPDATE citizen SET phone_lost_at = 1").await;
    browser.reload().await.sees(&world.t("profile-phone-lost"));
}

store::on_both_engines!(home_says_that_a_number_is_lost, a_number_somebody_else_proved);

async fn a_page_waits_for_a_fresh_proof(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    world.registers(&Applicant::ha()).await;
    let mut browser = world.signs_in(&who).await;
    let form = format!("{LOGIN}?tiep=/tai-khoan");
    browser.get(&form).await.is_at("/vi/tai-khoan");
    world.advance(Span::from_minutes(5));
    browser.get(&form).await.is_at(&form).sees(&world.t("login-again-title")).sees("051******234");
    assert!(browser.field("identity").is_none(), "nobody else is asked for");
    browser.fill("password", "Sai mất rồi.17");
    solve(&mut browser);
    browser.press(&world.t("login-again-go-on")).await.answers(422);
    browser.sees(&world.t("login-refused")).sees(&world.t("login-again-title"));
    // Somebody else's number in the form changes nothing.
    browser.fill("password", PASSWORD);
    solve(&mut browser);
    let sending = browser.sending(&world.t("login-again-go-on"));
    browser.send(sending.with("identity", &Applicant::ha().identity)).await.is_at("/ma-otp");
    assert_eq!(world.rows("session").await, 1);
    let code = world.code(&who).await;
    world.enters_code(&mut browser, &code).await;
    browser.is_at("/vi/tai-khoan").sees("Nguyễn Văn Bình");
    assert_eq!(world.rows("session").await, 1, "it is the same session");
    browser.get(&form).await.is_at("/vi/tai-khoan");
}

store::on_both_engines!(asked_again_and_led_back, a_page_waits_for_a_fresh_proof);

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_our_form_leads_nowhere_else() {
    let world = World::on(store::testing::sqlite().await).await;
    let who = Applicant::binh();
    world.registers(&who).await;
    for evil in ["//evil.example", "https://evil.example", "/tai-khoan.evil.example", "/dang-nhap"]
    {
        let mut browser = world.browser();
        browser.get(&format!("{LOGIN}?tiep={evil}")).await.answers(200);
        browser.fill("identity", &who.identity).fill("password", PASSWORD);
        solve(&mut browser);
        browser.press(&world.t("login-sign-in")).await;
        let code = world.code(&who).await;
        world.enters_code(&mut browser, &code).await;
        browser.is_at("/vi/tai-khoan");
    }
}
