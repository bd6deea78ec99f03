//! The pages of the search before a citizen.

use crate::search::{Current, TEXTS};
use crate::testing::Office;
use crate::{catalogue, demonstration};
use axum::http::Method;
use std::sync::Arc;
use store::{Store, testing};
use web::Language;
use web::testing::{Browser, look};

async fn browser(store: Store) -> Browser {
    let office = Office::of(store).await;
    demonstration::load(&office.portal, &mut |_| {}).await.unwrap();
    office.browser()
}

const BIRTH: &str = "Thủ tục đăng ký khai sinh";

async fn a_citizen_finds_a_procedure(store: Store) {
    let mut browser = browser(store).await;
    browser.get("/vi/thu-tuc?q=lam+giay+khai+sinh+cho+con").await.answers(200);
    let first = browser.attribute(".results li:first-child a", "href");
    assert_eq!(first.as_deref(), Some("/vi/thu-tuc/1.001193"));
    browser.sees("1.001193").sees("Hộ tịch");
    assert_eq!(browser.texts(".results li:first-child mark"), ["đăng ký khai sinh"]);
    assert_eq!(browser.cookies(), [""; 0], "searching sets no cookie");
    browser.get("/vi/thu-tuc?q=khai+sihn").await.sees("Đang hiện kết quả cho “khai sinh”");
    browser.click("Tìm đúng “khai sihn”").await.misses("Đang hiện kết quả");
    browser.get("/vi/thu-tuc?q=1.003659.000.00.00.H48").await.sees("Cấp giấy phép bưu chính");
    browser.sees("1 thủ tục");
    browser.get("/en/thu-tuc?q=giay+khai+sinh").await.sees(BIRTH).sees("procedures");
}

store::on_both_engines!(finding, a_citizen_finds_a_procedure);

async fn a_citizen_browses_and_narrows(store: Store) {
    let mut browser = browser(store).await;
    browser.get("/vi/thu-tuc").await.sees("Theo lĩnh vực").sees("Trang 1 / 7");
    let all = browser.texts(".count");
    browser.click("Trang sau").await.is_at("/vi/thu-tuc?trang=2").sees("Trang 2 / 7");
    assert_eq!(browser.attribute(".results", "start").as_deref(), Some("21"));
    browser.get("/vi/thu-tuc").await;
    browser.click("Hộ tịch").await.is_at("/vi/thu-tuc?linh-vuc=ho-tich");
    browser.sees("Hộ tịch (bỏ lọc)").sees(BIRTH);
    browser.get("/vi/thu-tuc?q=khai+sinh&linh-vuc=thue").await.sees("Tìm lại mà không lọc");
    browser.click("Tìm lại mà không lọc").await.is_at("/vi/thu-tuc?q=khai+sinh").sees(BIRTH);
    browser.get("/vi/thu-tuc?linh-vuc=khong-co&phi=xyz").await;
    assert_eq!(browser.texts(".count"), all, "what nobody can choose narrows nothing");
}

store::on_both_engines!(narrowing, a_citizen_browses_and_narrows);

#[tokio::test]
async fn what_can_be_done_online_is_listed_by_how_much_and_for_whom() {
    let mut browser = browser(testing::sqlite().await).await;
    browser.get("/vi/dich-vu-cong").await.answers(200).sees("Dịch vụ công trực tuyến");
    let full = browser.texts(".count");
    browser.get("/vi/dich-vu-cong?muc-do=partial").await;
    assert_ne!(browser.texts(".count"), full);
    browser.get("/vi/dich-vu-cong?muc-do=information").await;
    assert_eq!(browser.texts(".count"), full, "what is not online is not here");
    browser.get("/vi/dich-vu-cong?muc-do=full&danh-cho=enterprise").await;
    assert_ne!(browser.texts(".count"), full);
}

#[tokio::test]
async fn suggestions_are_answered_while_somebody_types() {
    let browser = browser(testing::sqlite().await).await;
    let suggested = async |query: &str| {
        let path = format!("/vi/thu-tuc/goi-y?q={query}");
        let seen = browser.exchange(browser.draft(&Method::GET, &path, "")).await;
        assert_eq!(seen.header("content-type"), "application/json");
        seen.body().to_owned()
    };
    assert!(suggested("khai+si").await.contains("\"href\":\"/vi/thu-tuc/1.001193\""));
    assert_eq!(suggested("").await, "[]");
    assert_eq!(suggested("%F0%9F%98%80").await, "[]");
}

#[tokio::test]
async fn whatever_is_asked_gets_a_page() {
    let pages = browser(testing::sqlite().await).await;
    for language in Language::ALL {
        let code = language.code();
        let long = "q=".to_owned() + &"khai+".repeat(2_000);
        for query in [
            "",
            "q=",
            "q=%22%27%3B--+DROP+TABLE",
            "q=%00%01",
            "q=%F0%9F%98%80",
            "q=a&q=b",
            "trang=999",
            "q=khai+sinh&trang=0",
            "q=%ff%fe",
            "nang-cao=1",
            "linh-vuc=ho-tich&cap=commune&phi=khong",
            "q=%3Cscript%3E",
            &long,
        ] {
            for path in ["thu-tuc", "dich-vu-cong"] {
                let address = format!("/{code}/{path}?{query}");
                let seen = pages.exchange(pages.draft(&Method::GET, &address, "")).await;
                assert_eq!(seen.status(), 200, "{address}");
                let wrong = look::wrong_with(&seen, language, &[TEXTS, catalogue::TEXTS]);
                assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            }
        }
    }
}

#[tokio::test]
async fn what_changes_is_found_once_a_node_asked() {
    let Office { portal, .. } = Office::of(testing::sqlite().await).await;
    let current = Arc::new(Current::new(&portal.settings.search).unwrap());
    assert_eq!(current.renew(&portal).await.unwrap(), Some(0));
    assert_eq!(current.renew(&portal).await.unwrap(), None, "nothing changed");
    let pages = crate::routes(&portal, &current).unwrap();
    let mut browser = Browser::new(pages, &portal.settings.house);
    browser.get("/vi/thu-tuc?q=khai+sinh").await.sees("Chưa tìm thấy thủ tục nào");
    demonstration::load(&portal, &mut |_| {}).await.unwrap();
    assert!(current.renew(&portal).await.unwrap().is_some_and(|many| many > 100));
    browser.get("/vi/thu-tuc?q=khai+sinh").await.sees(BIRTH);
}
