//! What a request brings: a visit, an address, a form that is believed or not.

use crate::testing::Browser;
use crate::testing::sample::{door, house, pages};
use axum::http::{HeaderValue, Method};

const FORM: &str = "/vi/bieu-mau";

fn browser() -> Browser {
    let house = house("http://localhost:8080");
    Browser::new(pages(&door(house.clone())), &house)
}

#[tokio::test]
async fn a_form_is_believed_from_its_own_browser() {
    let mut browser = browser();
    browser.get(FORM).await;
    browser.fill("name", "Bình");
    let sending = browser.sending("Gửi");
    assert_eq!(sending.fields.len(), 2);
    browser.press("Gửi").await.sees("genuine Bình true");
    browser.elsewhere().send(sending.clone()).await.sees("not ours Bình");
    let mut other = browser.elsewhere();
    other.get(FORM).await;
    other.send(sending.clone()).await.sees("not ours Bình");
    for token in ["", "x", "AAAA", &"A".repeat(1_000)] {
        browser.send(sending.clone().with("form-token", token)).await.sees("not ours");
    }
    browser.send(sending.without("form-token")).await.sees("not ours");
}

#[tokio::test]
async fn one_visit_for_all_tabs() {
    let mut browser = browser();
    browser.get(FORM).await;
    let first = browser.cookies();
    let mut tab = browser.tab();
    tab.get("/en/bieu-mau?x=1").await.answers(200).sees("/bieu-mau?x=1");
    assert_eq!(tab.header("set-cookie"), "", "the visit is kept");
    assert_eq!(browser.cookies(), first);
    browser.press("Gửi").await.sees("genuine");
}

#[tokio::test]
async fn a_malformed_cookie_is_a_new_visit() {
    let browser = browser();
    for cookie in
        ["motcua-sample-visit=x", "motcua-sample-visit=", "motcua-account-visit=AAAA", ";;="]
    {
        let mut request = browser.draft(&Method::GET, FORM, "");
        request.headers_mut().insert("cookie", HeaderValue::from_str(cookie).unwrap());
        let seen = browser.elsewhere().exchange(request).await;
        assert!(seen.answers(200).header("set-cookie").starts_with("motcua-sample-visit="));
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused_cleanly() {
    let browser = browser();
    let post = |body: &str| browser.draft(&Method::POST, FORM, body);
    let kinded = |kind: &str| {
        let mut request = post("name=An");
        request.headers_mut().insert("content-type", kind.parse().unwrap());
        request
    };
    for (request, status) in [
        (post(&format!("name={}", "a".repeat(64 * 1024 - 5))), 200),
        (post(&format!("name={}", "a".repeat(64 * 1024 - 4))), 413),
        (post("name=a&name=b"), 400),
        (kinded("application/json"), 415),
        (kinded("multipart/form-data; boundary=x"), 415),
        (kinded("Application/X-WWW-Form-Urlencoded; charset=utf-8"), 200),
        (browser.draft(&Method::PATCH, FORM, ""), 405),
    ] {
        browser.exchange(request).await.answers(status);
    }
}

#[tokio::test]
async fn the_address_is_the_sockets() {
    let browser = browser().at_address("2001:db8::7");
    let mut request = browser.draft(&Method::GET, FORM, "");
    request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static("198.51.100.7"));
    browser.exchange(request).await.sees("2001:db8::7").misses("198.51.100.7");
}
