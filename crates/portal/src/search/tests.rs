//! The whole search, past its pages: what people ask finds what they mean, whatever they type.

mod pages;
mod relevance;

use super::find::{Asked, Found, find};
use super::index::Index;
use super::testing;
use super::vocabulary::{OURS, Vocabulary};

fn asked(index: &Index, text: &str) -> Found {
    find(index, &Asked { text, many: 10, ..Asked::default() })
}

fn first(index: &Index, text: &str) -> Option<String> {
    let found = asked(index, text);
    found.best.first().map(|document| index.documents[*document as usize].title.clone())
}

fn small() -> Index {
    let titles = [
        "Đăng ký khai sinh",
        "Đăng ký lại khai sinh",
        "Cấp giấy phép bưu chính",
        "Cấp bản sao trích lục hộ tịch",
        "Sinh hoạt hè có khai mạc cho trẻ em",
    ];
    testing::index(&titles, OURS)
}

#[test]
fn words_together_are_worth_more_than_the_same_apart() {
    let index = small();
    assert_eq!(first(&index, "khai sinh").as_deref(), Some("Đăng ký khai sinh"));
    let found = asked(&index, "khai sinh");
    assert_eq!(found.total, 2, "words that stand apart are not meant");
}

#[test]
fn what_is_offered_here_and_used_most_comes_first() {
    let title = "Cấp giấy phép";
    let mut all: Vec<_> =
        ["1.000001", "1.000002", "1.000003"].map(|code| testing::listed(code, title)).into();
    all[0].is_offered = false;
    all[2].uses = 900;
    let index = Index::build(all, &Vocabulary::default());
    assert_eq!(asked(&index, "giay phep").best, [2, 1, 0]);
    assert_eq!(asked(&index, "").best, [2, 1, 0]);
}

#[test]
fn who_means_what_they_typed_is_believed() {
    let index = small();
    let literal = Asked { text: "khai sihn", many: 10, is_literal: true, ..Asked::default() };
    assert_eq!(find(&index, &literal).instead, None);
    let meant = asked(&index, "khai sihn");
    assert_eq!(meant.instead.as_deref(), Some("khai sinh"));
    assert_eq!(meant.total, 2);
}

#[test]
fn a_word_that_is_being_typed_may_go_on() {
    let index = small();
    let typing = |text| {
        let asked = Asked { text, many: 10, is_being_typed: true, ..Asked::default() };
        find(&index, &asked).best.first().map(|at| index.documents[*at as usize].title.clone())
    };
    assert_eq!(typing("bưu ch").as_deref(), Some("Cấp giấy phép bưu chính"));
    assert_eq!(typing("tric").as_deref(), Some("Cấp bản sao trích lục hộ tịch"));
    assert_eq!(typing("qq"), None);
}

#[test]
fn anything_that_can_be_typed_is_answered() {
    let index = small();
    let long = "khai sinh ".repeat(1_000);
    let many_marks = format!("a{}", "\u{301}".repeat(10_000));
    for text in [
        "",
        " ",
        "?!…",
        "\"\"",
        "()",
        "*",
        "a AND b OR NOT c",
        "title:khai^4 ~2",
        "'; DROP TABLE procedure;--",
        "😀👨‍👩‍👧",
        "\u{0}\u{1}\u{7f}",
        "\u{202e}khai",
        "%_%",
        "..",
        "1.",
        "1.00000000000000000000000000",
        &long,
        &many_marks,
        "𝓴𝓱𝓪𝓲",
        "kh\u{feff}ai",
        "ﬃ",
        "中文",
        "İ",
    ] {
        let found = asked(&index, text);
        assert!(found.total <= index.documents.len(), "{text}");
    }
    assert_eq!(asked(&index, "\u{202e}khai sinh\u{0}").total, 2);
    assert_eq!(asked(&index, &long).total, 2);
    assert_eq!(asked(&index, "?!…").total, 0);
    assert_eq!(asked(&index, "  ").total, index.documents.len());
}
