//! Pages, doors and cookies on their own.

use super::{Page, Standing, see_other};
use crate::cookie::{Visit, VisitCookie};
use crate::testing::sample::{chance, door, house};
use crate::{Complaints, FormView, KnownAs, Language, LeadsTo, Typed};
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use std::sync::Arc;

#[derive(Template)]
#[template(source = "<p>xin chào</p>", ext = "html")]
struct Greeting;

#[test]
fn a_page_knows_its_ways() {
    let door = door(house("http://localhost:8080"));
    let page = Page::new(door, Language::En, "/dang-ky?x=1".into(), None);
    assert_eq!(page.to("/dang-nhap"), "/en/dang-nhap");
    assert_eq!(page.at("https://a.example", "/dang-ky"), "https://a.example/en/dang-ky");
    assert_eq!(page.in_other_language(), "/vi/dang-ky?x=1");
    let drawn = page.draw(StatusCode::OK, &Greeting).unwrap();
    assert_eq!(drawn.headers()["cache-control"], "no-store");
    assert_eq!(drawn.headers()["content-language"], "en");
    let gone = page.go("/xong");
    assert_eq!(
        (gone.status(), &gone.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/en/xong".parse().unwrap())
    );
    assert_eq!(drawn.headers()["set-cookie"], gone.headers()["set-cookie"], "one visit");
    assert_eq!(see_other("/vi\r\nset-cookie: a=b").status(), StatusCode::NOT_FOUND);
}

#[derive(Template)]
#[template(
    source = r#"{% extends "layout/layout.html" %}{% block title %}Đăng ký{% endblock %}
{% block content %}{{ error_summary::summary(page, form) }}{% endblock %}
{%- import "error_summary/error_summary.html" as error_summary -%}"#,
    ext = "html"
)]
struct Form {
    page: Page,
    form: FormView,
}

#[tokio::test]
async fn a_page_with_complaints_says_so_in_its_title_first() {
    let door = door(house("http://localhost:8080"));
    for (language, complain, title) in [
        (Language::Vi, true, "<title>Lỗi: Đăng ký – Nhà thử</title>"),
        (Language::En, true, "<title>Error: Đăng ký – Một Cửa</title>"),
        (Language::Vi, false, "<title>Đăng ký – Nhà thử</title>"),
    ] {
        let page = Page::new(Arc::clone(&door), language, "/dang-ky".into(), None);
        let complaints = match complain {
            true => Complaints::whole("form-cookies"),
            false => Complaints::default(),
        };
        let form = FormView::new(&page, Typed::default(), &complaints);
        let drawn = page.draw(StatusCode::OK, &Form { page: page.clone(), form }).unwrap();
        let body = drawn.into_body().collect().await.unwrap().to_bytes();
        let html = String::from_utf8_lossy(&body);
        assert!(html.contains(title), "{html:.400}");
    }
}

#[test]
fn a_standing_page_is_the_same_for_everyone() {
    let door = door(house("http://localhost:8080"));
    let page = Page::for_everyone(Arc::clone(&door), Language::Vi, String::new());
    let standing = Standing::draw(&page, &Greeting).unwrap();
    let mut headers = HeaderMap::new();
    assert!(!standing.answer(&headers).headers().contains_key("content-encoding"));
    headers.insert("accept-encoding", "br, gzip".parse().unwrap());
    let packed = standing.answer(&headers);
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert!(!packed.headers().contains_key("set-cookie"));
}

#[test]
fn a_token_belongs_to_one_visit_and_one_door() {
    let (chance, first) = (chance(), door(house("http://localhost:8080")));
    let (own, other) = (Visit::new(&chance), Visit::new(&chance));
    let (token, again) = (first.token(&own), first.token(&own));
    assert_ne!(token, again, "it differs each time, against BREACH");
    assert!(first.believes(&own, &token) && first.believes(&own, &again));
    assert!(!first.believes(&other, &token));
    for wrong in ["", "AAAA", &token[..20], &token.to_lowercase(), &format!("{token}A")] {
        assert!(!first.believes(&own, wrong), "{wrong}");
    }
    assert_eq!(format!("{own:?}"), "Visit(…)");
}

#[test]
fn a_cookie_is_read_among_others_and_only_by_its_house() {
    let (cookie, visit) = (VisitCookie::new("a", false), Visit::new(&chance()));
    let line = cookie.set(&visit).unwrap();
    let pair = line.to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut headers = HeaderMap::new();
    headers.append("cookie", "x=1; motcua-a-visit=zu-kurz".parse().unwrap());
    assert_eq!(cookie.read(&headers), None);
    headers.insert("cookie", format!("x=1; {pair}; y=2").parse().unwrap());
    assert_eq!(cookie.read(&headers), Some(visit));
    assert_eq!(VisitCookie::new("b", false).read(&headers), None);
    assert_eq!(VisitCookie::new("a", true).read(&headers), None, "over TLS it has its prefix");
}

#[derive(Template)]
#[template(
    source = r#"{% extends "layout/layout.html" %}{% block title %}x{% endblock %}"#,
    ext = "html"
)]
struct Bare {
    page: Page,
}

#[tokio::test]
async fn a_page_for_a_person_names_them_and_nobody_else_sees_it() {
    let mut house = house("http://localhost:8080");
    house.sign_in_url.clone_from(&house.public_url);
    let door = door(house);
    let name: Arc<str> = "Nguyễn Thị <b>".into();
    let leads_to = Some(LeadsTo::origins_of(["https://sso.example.vn/logout"]));
    for known_as in [Some(KnownAs { name, own_path: "/cua-toi", leads_to }), None] {
        let is_known = known_as.is_some();
        let page = Page::new(Arc::clone(&door), Language::Vi, "/a?b=c".into(), None);
        let page = page.known_as(known_as);
        let drawn = page.draw_stencil("bare", &[], |page| Bare { page }).unwrap();
        let leads_to = drawn.extensions().get::<LeadsTo>().map(LeadsTo::as_str);
        assert_eq!(leads_to, is_known.then_some("https://sso.example.vn"));
        let html = drawn.into_body().collect().await.unwrap().to_bytes();
        let html = String::from_utf8(html.to_vec()).unwrap();
        assert_eq!(html.contains("Nguyễn Thị &#60;b&#62;"), is_known);
        assert_eq!(html.contains("href=\"/vi/cua-toi\""), is_known);
        assert_eq!(html.contains("action=\"/vi/dang-xuat\""), is_known);
        let sign_in = "href=\"http://localhost:8080/vi/dang-nhap?tiep=%2Fvi%2Fa\"";
        assert_eq!(html.contains(sign_in), !is_known);
        let back = "http://localhost:8080/vi/dang-nhap?tiep=%2Fvi%2Fa%3Fb%3Dc";
        assert_eq!(page.sign_in(), back);
    }
}
