//! Draws every component once in both languages and both houses' colours into `target/gallery`,
//! for the eye, and checks what a machine can check about them.
#![expect(clippy::unwrap_used, reason = "the whole file is a test")]

use askama::Template;
use ground::keys::KeyRing;
use ground::{Chance, Clock, Moment};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use web::house::Colours;
use web::text::Source;
use web::{Complaints, Door, FormView, House, Language, Page, Texts, Typed};

const TEXTS: Source = Source {
    vi: include_str!("../components/gallery/vi.ftl"),
    en: include_str!("../components/gallery/en.ftl"),
};
const NOW: Moment = Moment::from_unix_ms(1_795_332_720_000);

#[derive(Template)]
#[template(path = "gallery/gallery.html")]
struct Gallery {
    page: Page,
    form: FormView,
    soon: i64,
    sooner: i64,
}

fn house(colours: Colours) -> House {
    House {
        name_vi: "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Quảng Ngãi".into(),
        name_en: "Quảng Ngãi Province Administrative Procedure Information System".into(),
        slogan_vi: "Kết nối, cung cấp thông tin và dịch vụ công mọi lúc, mọi nơi".into(),
        slogan_en: "Information and public services, any time, anywhere".into(),
        colours,
        demonstration: true,
        register_url: "http://localhost:8081".into(),
        sign_in_url: "http://localhost:8081".into(),
        help_phone: "1900 1234".into(),
        ..House::default()
    }
}

fn draw(language: Language, colours: Colours, complain: bool) -> String {
    let chance = Chance::new(|buffer| buffer.fill(7));
    let texts = Texts::gather(&[TEXTS]).unwrap();
    let ring = KeyRing::generate(&chance);
    let clock = Clock::new(|| NOW);
    let door = Arc::new(Door::new("gallery", house(colours), texts, &ring, (clock, chance)));
    let page = Page::new(door, language, "/dang-ky".into(), None);
    let mut typed = Typed::default();
    let mut complaints = Complaints::default();
    if complain {
        typed.set("name", "Nguyễn Thị Hương Giang");
        typed.set("birth-date", "31/02/1988");
        complaints.about("citizen-number", "gallery-number-wrong");
        complaints.about("birth-date", "gallery-birth-wrong");
        complaints.about_all("form-cookies");
    }
    let form = FormView::new(&page, typed, &complaints);
    let soon = NOW.unix_ms() + 299_000;
    Gallery { page, form, soon, sooner: NOW.unix_ms() + 30_000 }.render().unwrap()
}

fn all() -> impl Iterator<Item = (String, String)> {
    let houses = [("lacquer", Colours::Lacquer), ("jade", Colours::Jade)];
    Language::ALL.into_iter().flat_map(move |language| {
        houses.into_iter().flat_map(move |(name, colours)| {
            [("plain", false), ("wrong", true)].into_iter().map(move |(state, complain)| {
                let file = format!("{}-{name}-{state}.html", language.code());
                (file, draw(language, colours, complain))
            })
        })
    })
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    let parts = html.split(begin.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn is_drawn_for_the_eye() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    std::fs::create_dir_all(&folder).unwrap();
    let assets: [(&str, &[u8]); 3] = [
        ("app.css", include_bytes!(concat!(env!("OUT_DIR"), "/app.css"))),
        ("app.js", include_bytes!(concat!(env!("OUT_DIR"), "/app.js"))),
        ("mark.svg", include_bytes!(concat!(env!("OUT_DIR"), "/mark.svg"))),
    ];
    for (name, bytes) in assets {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    for (file, mut html) in all() {
        for (name, _) in assets {
            html = html.replace(web::asset::path(name), name);
        }
        std::fs::write(folder.join(file), html).unwrap();
    }
}

#[test]
fn says_every_text() {
    for (file, html) in all() {
        assert!(!html.contains("gallery-"), "{file} shows a key");
    }
}

#[test]
fn points_only_at_what_is_there() {
    for (file, html) in all() {
        let list = values(&html, "id");
        let ids: BTreeSet<&str> = list.iter().copied().collect();
        assert_eq!(list.len(), ids.len(), "{file} has an id twice");
        let pointing = ["for", "aria-describedby", "data-watches", "data-copies", "data-frees"];
        let named = pointing.iter().flat_map(|attribute| values(&html, attribute));
        let anchors = values(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        for id in named.flat_map(str::split_whitespace).chain(anchors) {
            assert!(ids.contains(id), "{file} points at `{id}`, which is not there");
        }
    }
}

#[test]
fn needs_nothing_the_policy_forbids() {
    for (file, html) in all() {
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:"] {
            assert!(!html.contains(forbidden), "{file} contains {forbidden}");
        }
        assert_eq!(html.matches("<script").count(), html.matches("<script src=").count(), "{file}");
    }
}

#[test]
fn narrow_pages_name_the_step_and_no_line_is_evened_out() {
    for (file, html) in all() {
        let name = if file.starts_with("vi") {
            "Xác nhận số điện thoại"
        } else {
            "Confirm your phone"
        };
        let named = format!("<span class=\"steps-name\" aria-hidden=\"true\">: {name}</span>");
        assert!(html.contains(&named), "{file}");
        assert!(html.contains("<div class=\"codes-slip\">"), "{file}: paper says whose codes");
    }
    let style = include_str!(concat!(env!("OUT_DIR"), "/app.css"));
    assert!(!style.contains("text-wrap: balance"), "it breaks Vietnamese words in the middle");
    assert!(style.contains(".codes-slip"));
}
