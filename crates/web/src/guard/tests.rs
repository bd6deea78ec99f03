//! The guard before every request: hosts, foreign forms, honest pages, headers.

use crate::House;
use crate::testing::sample::{door, house, pages};
use crate::testing::{Browser, Seen};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method};

const LOCAL: &str = "http://localhost:8080";

fn open(public_url: &str) -> (Router, House) {
    let house = house(public_url);
    (pages(&door(house.clone())), house)
}

fn browser() -> Browser {
    let (router, house) = open(LOCAL);
    Browser::new(router, &house)
}

/// A request with some headers changed.
async fn asked(method: Method, path: &str, headers: &[(&str, &str)]) -> Seen {
    let browser = browser().without_fetch_metadata();
    let mut request = browser.draft(&method, path, "name=An");
    for (name, value) in headers {
        let name = name.parse::<HeaderName>().unwrap();
        request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
    }
    browser.exchange(request).await
}

#[tokio::test]
async fn answers_for_its_own_host_only() {
    for host in ["evil.example", "localhost:8081", "localhost", "", "localhost:8080.evil.example"] {
        let seen = asked(Method::GET, "/vi/bieu-mau", &[("host", host)]).await;
        seen.answers(421);
        assert!(!seen.body().contains("evil"), "{host}");
        asked(Method::GET, "/healthz", &[("host", host)]).await.answers(200);
    }
    asked(Method::GET, "/vi/bieu-mau", &[("host", "LOCALHOST:8080")]).await.answers(200);
    for host in ["127.0.0.1:8080", "[::1]:8080"] {
        let seen = asked(Method::GET, "/vi/bieu-mau", &[("host", host)]).await;
        seen.answers(303);
        assert_eq!(seen.header("location"), "http://localhost:8080/vi/bieu-mau");
        let seen = asked(Method::GET, "/vi/bieu-mau?a=1&b=%2F", &[("host", host)]).await;
        let location = seen.header("location");
        assert_eq!(
            location, "http://localhost:8080/vi/bieu-mau?a=1&b=%2F",
            "the query comes along"
        );
    }
    asked(Method::GET, "/vi/bieu-mau", &[("host", "127.0.0.1:9999")]).await.answers(421);
    let forwarded = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
    let seen = asked(Method::GET, "/vi/bieu-mau", &forwarded).await;
    assert!(!seen.answers(200).body().contains("evil"));
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    for (headers, status) in [
        (&[("sec-fetch-site", "same-origin")][..], 200),
        (&[("sec-fetch-site", "none")], 200),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", LOCAL)], 200),
        (&[("origin", "http://localhost:8081")], 403),
        (&[("origin", "http://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[], 200),
    ] {
        let seen = asked(Method::POST, "/vi/bieu-mau", headers).await;
        assert_eq!(seen.status().as_u16(), status, "{headers:?}");
        // What gets through without its token is still not believed.
        assert_eq!(seen.body().contains("not ours"), status == 200, "{headers:?}");
        asked(Method::GET, "/vi/bieu-mau", headers).await.answers(200);
    }
}

#[tokio::test]
async fn what_breaks_gets_an_honest_page() {
    let mut browser = browser();
    for (path, status, words) in [
        ("/vi/khong-co", 404, "Không tìm thấy"),
        ("/en/khong-co", 404, "not found"),
        ("/khong-co", 404, "Không tìm thấy"),
        ("/vi/hong", 500, "lỗi từ phía hệ thống"),
        ("/vi/roi", 500, "lỗi từ phía hệ thống"),
        ("/vi/vang", 503, "gián đoạn"),
        ("/vi/ban", 503, "gián đoạn"),
    ] {
        let seen = browser.get(path).await.answers(status);
        let (text, id) = (seen.text().to_lowercase(), seen.header("x-request-id"));
        assert!(text.contains(&words.to_lowercase()), "{path}: {text}");
        assert!(!id.is_empty() && text.contains(id), "{path} names the request");
        for inside in ["secret", "/srv", "panic", "disk", "handler"] {
            assert!(!seen.body().contains(inside), "{path} shows {inside}");
        }
    }
    browser.get("/readyz").await.answers(503);
    assert_eq!(browser.body(), "not ready\n", "programs get no page");
}

#[tokio::test]
async fn every_answer_is_protected() {
    let mut browser = browser();
    for path in
        ["/vi/bieu-mau", "/vi/khong-co", "/vi/roi", "/healthz", crate::asset::path("app.css")]
    {
        let seen = browser.get(path).await;
        let policy = seen.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(seen.header("x-content-type-options"), "nosniff");
        assert_eq!(seen.header("referrer-policy"), "same-origin");
        assert_eq!(seen.header("strict-transport-security"), "", "not without TLS");
    }
    for host in ["127.0.0.1:8080", "evil.example"] {
        let seen = asked(Method::GET, "/vi/bieu-mau", &[("host", host)]).await;
        assert!(seen.header("content-security-policy").contains("default-src 'none'"), "{host}");
        assert_eq!(seen.header("x-content-type-options"), "nosniff", "{host}");
        assert_eq!(seen.header("referrer-policy"), "same-origin", "{host}");
        assert_ne!(seen.header("x-request-id"), "", "{host}");
    }
    let (router, house) = open("https://dichvucong.example.vn");
    let mut secure = Browser::new(router, &house);
    secure.get("/vi/bieu-mau").await.answers(200);
    assert!(secure.header("strict-transport-security").starts_with("max-age=31536000"));
    let cookie = secure.header("set-cookie");
    assert!(cookie.starts_with("__Host-motcua-sample-visit="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn assets_are_immutable_and_compressed_ahead() {
    let style = crate::asset::path("app.css");
    assert!(style.starts_with("/tai-nguyen/app."), "named by its content: {style}");
    for (accepted, coding) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let seen = asked(Method::GET, style, &[("accept-encoding", accepted)]).await;
        assert_eq!(seen.answers(200).header("content-encoding"), coding);
        assert!(seen.header("cache-control").contains("immutable"));
        assert_eq!(seen.header("set-cookie"), "");
    }
    for path in ["/tai-nguyen/app.css", "/tai-nguyen/..%2fapp.css", "/tai-nguyen/"] {
        asked(Method::GET, path, &[]).await.answers(404);
    }
    asked(Method::POST, style, &[]).await.answers(405);
}

#[tokio::test]
async fn a_slash_too_much_leads_on_and_never_elsewhere() {
    let seen = asked(Method::GET, "/vi/bieu-mau/", &[]).await;
    assert_eq!(seen.answers(308).header("location"), "/vi/bieu-mau");
    let seen = asked(Method::GET, "/vi/bieu-mau/?ma=7", &[]).await;
    assert_eq!(seen.answers(308).header("location"), "/vi/bieu-mau?ma=7");
    for path in ["//evil.example/", "/vi//evil.example/", "/"] {
        assert_eq!(asked(Method::GET, path, &[]).await.header("location"), "", "{path}");
    }
}
