//! The portal before a visitor: the home page in both languages, the way to an account, and the
//! guard at its door.

use crate::{Migrator, Parts, Settings, home};
use axum::Router;
use axum::http::Method;
use ground::keys::KeyRing;
use store::{Store, testing};
use web::testing::{Browser, look};
use web::{House, Language};

fn house() -> House {
    House {
        name_vi: "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Quảng Ngãi".into(),
        name_en: "Quảng Ngãi Province Administrative Procedure Information System".into(),
        register_url: "http://localhost:8081".into(),
        sign_in_url: "http://localhost:8081".into(),
        demonstration: true,
        ..House::default()
    }
}

async fn pages(store: Store) -> Router {
    store.migrate::<Migrator>().await.unwrap();
    let parts = Parts {
        settings: Settings { house: house(), ..Settings::default() },
        store,
        ring: KeyRing::generate(&testing::chance()),
        clock: testing::clock(),
        chance: testing::chance(),
    };
    crate::testing::routes(&crate::open(parts).unwrap())
}

async fn a_visitor_comes_to_the_front_door(store: Store) {
    let mut browser = Browser::new(pages(store).await, &house());
    browser.get("/").await.is_at("/vi").answers(200);
    browser.sees("tỉnh Quảng Ngãi").sees("Đăng ký").sees("Đăng nhập").sees("trình diễn");
    assert_eq!(
        browser.attribute(".head-register", "href").unwrap(),
        "http://localhost:8081/vi/dang-ky"
    );
    browser.click("English").await.is_at("/en").sees("Sign in");
    let tiles = browser.attribute("main a[href$='/en/dang-ky']", "href");
    assert_eq!(tiles.as_deref(), Some("http://localhost:8081/en/dang-ky"));
    assert_eq!(browser.cookies(), [""; 0], "a page for everyone sets no cookie");
    browser.get("/readyz").await.answers(200);
}

store::on_both_engines!(front_door, a_visitor_comes_to_the_front_door);

#[tokio::test]
async fn every_page_is_in_order() {
    let pages = pages(testing::sqlite().await).await;
    for language in Language::ALL {
        let mut browser = Browser::new(pages.clone(), &house());
        let code = language.code();
        for (method, path) in [
            (Method::GET, format!("/{code}")),
            (Method::GET, format!("/{code}/khong-co")),
            (Method::POST, format!("/{code}")),
        ] {
            let request = browser.draft(&method, &path, "");
            let seen = browser.exchange(request).await;
            let wrong = look::wrong_with(&seen, language, &[home::TEXTS]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
        browser.get(&format!("/{code}/khong-co")).await.answers(404);
    }
}

#[tokio::test]
async fn the_home_page_is_compressed_ahead_and_asked_for_again() {
    let browser = Browser::new(pages(testing::sqlite().await).await, &house());
    let mut request = browser.draft(&Method::GET, "/vi", "");
    request.headers_mut().insert("accept-encoding", "gzip".parse().unwrap());
    let seen = browser.exchange(request).await;
    assert_eq!(seen.header("content-encoding"), "gzip");
    assert_eq!(seen.header("cache-control"), "no-cache");
    assert_eq!(seen.header("content-language"), "vi");
    assert!(seen.header("content-security-policy").starts_with("default-src 'none'"));
}

#[tokio::test]
async fn the_portal_is_ready_only_with_its_database() {
    let store = testing::sqlite().await;
    let pages = pages(store.clone()).await;
    let mut browser = Browser::new(pages, &house());
    store.close().await;
    browser.get("/healthz").await.answers(200);
    browser.get("/readyz").await.answers(503);
    browser.get("/vi").await.answers(200);
}
