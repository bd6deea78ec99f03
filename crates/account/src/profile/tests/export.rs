//! Everything that is kept, as a file.

use crate::testing::{Applicant, World};
use ground::Span;
use serde_json::Value;
use store::Store;

const PAGE: &str = "/vi/tai-khoan/du-lieu";

async fn everything_that_is_kept(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh().with_email("binh@example.vn");
    world.registers(&who).await;
    world.advance(Span::from_minutes(1));
    let mut browser = world.signs_in(&who).await;
    browser.get(PAGE).await.answers(200);
    let sending = browser.sending(&world.t("profile-export-button"));
    let mut tab = browser.tab();
    tab.send(sending.clone().without("form-token")).await.answers(422);
    let mut tab = browser.tab();
    let seen = tab.send(sending.clone()).await.answers(200);
    assert_eq!(seen.header("content-disposition"), "attachment; filename=\"tai-khoan.json\"");
    assert_eq!(seen.header("cache-control"), "no-store");
    let file: Value = serde_json::from_str(seen.body()).unwrap();
    let person = &file["person"];
    for (name, value) in [
        ("identity_number", "051088001234"),
        ("name", "Nguyễn Văn Bình"),
        ("birth_date", "1988-03-15"),
        ("phone_number", "+84828000088"),
        ("email", "binh@example.vn"),
    ] {
        assert_eq!(person[name], value, "{name}");
    }
    assert_eq!(file["verified"]["by"], "mobile_operator");
    assert_eq!(file["recovery_codes"]["not_used"], 10);
    assert_eq!(file["sessions"][0]["is_this_one"], true);
    assert_eq!(file["browsers"].as_array().unwrap().len(), 1);
    assert!(file["history"].as_array().unwrap().len() >= 2);
    let hash = world.texts("SELECT hash FROM password").await.remove(0);
    assert!(!seen.body().contains(&hash), "what proves a person is nobody's to read");
    let noted = "SELECT COUNT(*) FROM journal WHERE event = 'profile.exported'";
    assert_eq!(world.number(noted).await, 1);
    let mut nobody = world.browser();
    nobody.get("/vi/dang-nhap").await;
    nobody.send(sending.clone()).await.is_at("/dang-nhap?tiep=/tai-khoan/du-lieu");
    world.advance(Span::from_minutes(5));
    browser.send(sending).await.sees(&world.t("login-again-title"));
    assert_eq!(world.number(noted).await, 1, "not without a fresh proof");
}

store::on_both_engines!(a_file_to_read, everything_that_is_kept);
