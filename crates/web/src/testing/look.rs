//! What a machine can say about the look of a page: headings, language, labels, texts, and that
//! nothing is loaded from elsewhere.

use super::seen::{Seen, parsed, words};
use crate::Language;
use crate::text::{KIT, Source};
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;

/// Attributes that a person reads or hears.
const READ: [&str; 10] = [
    "alt",
    "aria-label",
    "data-before",
    "data-hide",
    "data-hide-label",
    "data-late",
    "data-over",
    "data-wait",
    "placeholder",
    "title",
];

/// Everything that is wrong with a page in a language, in words. `texts` are those of its slices.
pub fn wrong_with(seen: &Seen, language: Language, texts: &[Source]) -> Vec<String> {
    let page = Html::parse_document(seen.body());
    let mut wrong = Vec::new();
    let mut demand = |is_right: bool, what: String| {
        if !is_right {
            wrong.push(format!("{} ({}): {what}", seen.path, seen.status()));
        }
    };
    let count = |selector: &str| page.select(&parsed(selector)).count();
    demand(count("h1") == 1, format!("{} headings h1", count("h1")));
    demand(count("main") == 1, "no main part".into());
    let lang = seen.attribute("html", "lang").unwrap_or_default();
    demand(lang == language.code(), format!("its language is \"{lang}\""));
    demand(!seen.texts("title").concat().starts_with('–'), "no title of its own".into());
    // Data for search engines is no script: browsers run nothing of it.
    let scripts = "[style], style, script:not([src]):not([type='application/ld+json'])";
    demand(count(scripts) == 0, "an inline style or script".into());
    for element in page.select(&parsed("*")) {
        let attributes = || element.value().attrs();
        demand(!attributes().any(|(name, _)| name.starts_with("on")), "an inline handler".into());
        let foreign = loaded(element).filter(|address| !is_ours(address));
        demand(foreign.is_none(), format!("loads {foreign:?}"));
    }
    for what in unlabelled(&page).into_iter().chain(dangling(&page)) {
        demand(false, what);
    }
    let keys = keys(texts);
    for text in read(&page) {
        let key = text.split_whitespace().find(|word| is_key(word, &keys));
        demand(key.is_none(), format!("shows the key {key:?}"));
    }
    wrong
}

/// What an element loads by itself. Links lead on and load nothing.
fn loaded<'a>(element: ElementRef<'a>) -> Option<&'a str> {
    let is_link = element.value().name() == "link";
    let leads_on = matches!(element.value().attr("rel"), Some("canonical" | "alternate"));
    let attribute = if is_link { "href" } else { "src" };
    element.value().attr(attribute).filter(|_| !(is_link && leads_on))
}

fn is_ours(address: &str) -> bool {
    address.starts_with("/tai-nguyen/") || address.starts_with("/thu-thach/")
}

/// Fields, buttons and pictures without a name.
fn unlabelled(page: &Html) -> Vec<String> {
    let (mut wrong, labels) = (Vec::new(), parsed("label[for]"));
    let has_label = |field: ElementRef<'_>| {
        let own = ["aria-label", "aria-labelledby"]
            .iter()
            .any(|name| field.value().attr(name).is_some_and(|label| !label.trim().is_empty()));
        let id = field.value().attr("id").unwrap_or_default();
        let names_it = |label: ElementRef<'_>| label.value().attr("for") == Some(id);
        own || page.select(&labels).any(|label| names_it(label) && !words(label).is_empty())
    };
    let typed = "input:not([type=hidden]):not([type=submit]), select, textarea, audio";
    for field in page.select(&parsed(typed)).filter(|field| !has_label(*field)) {
        wrong.push(format!("a field without a label: {}", field.html()));
    }
    for button in page.select(&parsed("button, a[href]")) {
        if words(button).is_empty() && button.value().attr("aria-label").is_none() {
            wrong.push(format!("nothing to read on {}", button.html()));
        }
    }
    if page.select(&parsed("img:not([alt])")).next().is_some() {
        wrong.push("a picture without alt".into());
    }
    wrong
}

/// Ids that stand twice, and references to ids that are not there.
fn dangling(page: &Html) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut ids = BTreeSet::new();
    for element in page.select(&parsed("[id]")) {
        let id = element.value().attr("id").unwrap_or_default();
        if !ids.insert(id) {
            wrong.push(format!("the id {id} stands twice"));
        }
    }
    for element in page.select(&parsed("*")) {
        let value = |name| element.value().attr(name);
        let within = value("href").and_then(|href| href.strip_prefix('#'));
        let ours = ["for", "aria-describedby", "aria-labelledby", "data-frees", "data-copies"];
        let named = ours.into_iter().filter_map(value).flat_map(str::split_whitespace);
        for id in named.chain(within).filter(|id| !ids.contains(id)) {
            wrong.push(format!("nothing has the id {id}"));
        }
    }
    wrong
}

/// Every text a person reads on the page.
fn read(page: &Html) -> Vec<String> {
    let mut all = Vec::new();
    for element in page.select(&parsed("*")) {
        all.extend(READ.iter().filter_map(|name| element.value().attr(name)).map(str::to_owned));
        all.extend(
            element.children().filter_map(|child| Some(child.value().as_text()?.to_string())),
        );
    }
    all
}

fn keys(texts: &[Source]) -> BTreeSet<&'static str> {
    let files = texts.iter().chain([&KIT]).map(|source| source.vi);
    let lines = files.flat_map(str::lines);
    lines.filter_map(|line| Some(line.split_once(" =")?.0)).collect()
}

/// Whether a word is a key, or looks like one that is missing: the first part of a known key and
/// two more.
fn is_key(word: &str, keys: &BTreeSet<&str>) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let first = word.split('-').next().unwrap_or_default();
    let is_shaped = word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let is_like_one = is_shaped
        && word.matches('-').count() >= 2
        && keys.iter().any(|key| key.starts_with(&format!("{first}-")));
    keys.contains(word) || is_like_one
}
