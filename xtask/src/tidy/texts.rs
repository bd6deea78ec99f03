//! Texts: every key in both languages, every named key there, none unused.
use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use crate::blank::{is_word, line_of};
use crate::source::Source;

const LANGUAGES: [&str; 2] = ["vi", "en"];
/// How code and templates ask for a text by its key.
const CALLS: [&str; 3] = ["t", "ta", "text!"];
/// The crate whose texts every crate may name, and whose components name texts of others.
const SHARED: &str = "web";

fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The keys of one `.ftl` text with their lines, in order.
fn keys(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| {
            let (key, _) = line.split_once('=')?;
            let begins = line.starts_with(|c: char| c.is_alphabetic());
            (begins && !key.trim().contains(char::is_whitespace)).then(|| (at + 1, key.trim()))
        })
        .collect()
}

fn is_texts(source: &Source) -> bool {
    source.path.starts_with("crates/") && source.ends("ftl")
}

/// Every key of `vi.ftl` is in `en.ftl` beside it and the other way round, once.
#[must_use]
pub fn pairs(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_texts(source)) {
        for other in LANGUAGES.into_iter().filter(|language| *language != source.stem()) {
            let path = format!("{}/{other}.ftl", source.folder());
            let twin = sources.iter().find(|source| source.path == path);
            let there: BTreeSet<&str> = twin
                .map(|twin| keys(&twin.text).into_iter().map(|(_, key)| key).collect())
                .unwrap_or_default();
            for (line, key) in keys(&source.text) {
                if !there.contains(key) {
                    found.push(Finding::at(source, line, format!("`{key}` is not in {path}")));
                }
            }
        }
        let mut seen = BTreeSet::new();
        for (line, key) in keys(&source.text) {
            if !seen.insert(key) {
                found.push(Finding::at(source, line, format!("`{key}` is here twice")));
            }
        }
    }
    found
}

/// Every key that code names exists, and every key that exists is named.
#[must_use]
pub fn uses(sources: &[Source]) -> Vec<Finding> {
    let mut found = missing(sources);
    found.extend(unused(sources));
    found
}

fn speaks(source: &Source) -> bool {
    source.path.starts_with("crates/") && (source.ends("rs") || source.ends("html"))
}

/// The keys a source asks for by a literal, with their lines.
fn asked(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for call in CALLS {
        let written = format!("{call}(");
        for (at, _) in text.match_indices(&written) {
            let (before, rest) = text.split_at(at);
            let literal = rest.get(written.len()..).unwrap_or_default().trim_start();
            let Some(literal) = literal.strip_prefix('"') else { continue };
            let Some((key, _)) = literal.split_once('"') else { continue };
            if !before.ends_with(is_word) && is_key(key) {
                found.push((line_of(text, at), key));
            }
        }
    }
    found
}

/// Keys asked for that stand neither in the slice's nor its crate's nor web's texts.
fn missing(sources: &[Source]) -> Vec<Finding> {
    let texts: Vec<(&Source, BTreeSet<&str>)> = sources
        .iter()
        .filter(|source| is_texts(source) && source.stem() == "vi")
        .map(|source| (source, keys(&source.text).into_iter().map(|(_, key)| key).collect()))
        .collect();
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| speaks(source) && !source.is_test()) {
        let within = |texts: &Source| {
            texts.crate_name() == Some(SHARED)
                || format!("{}/", source.folder()).starts_with(&format!("{}/", texts.folder()))
        };
        let reachable: Vec<&BTreeSet<&str>> =
            texts.iter().filter(|(texts, _)| within(texts)).map(|(_, keys)| keys).collect();
        for (line, key) in asked(&source.text) {
            if !reachable.iter().any(|keys| keys.contains(key)) {
                let says = format!("no text `{key}` in the slice's, the crate's or web's vi.ftl");
                found.push(Finding::at(source, line, says));
            }
        }
    }
    found
}

/// Prefixes that a `.ftl` declares as put together in code: `# used: fault-*`.
fn declared_prefixes(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("# used: ")?.trim().strip_suffix('*'))
        .collect()
}

/// Every quoted key in a source, or every `{ key }` that a Fluent text refers to.
fn literals(source: &Source) -> BTreeSet<&str> {
    if source.ends("ftl") {
        let references = source.text.split('{').skip(1);
        let words = references.filter_map(|part| Some(part.split_once('}')?.0.trim()));
        return words.filter(|word| is_key(word)).collect();
    }
    source.text.split('"').filter(|word| is_key(word)).collect()
}

fn unused(sources: &[Source]) -> Vec<Finding> {
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources.iter().filter(|source| speaks(source) || is_texts(source)) {
        let Some(room) = source.crate_name() else { continue };
        named.entry(room).or_default().extend(literals(source));
    }
    let is_named = |room: &str, key: &str| {
        let rooms = named
            .iter()
            .filter(|(other, _)| room == SHARED || **other == SHARED || **other == room);
        rooms.into_iter().any(|(_, words)| words.contains(key))
    };
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_texts(source) && source.stem() == "vi") {
        let prefixes = declared_prefixes(&source.text);
        let room = source.crate_name().unwrap_or_default();
        for (line, key) in keys(&source.text) {
            let dynamic = prefixes.iter().any(|prefix| key.starts_with(prefix));
            if !dynamic && !is_named(room, key) {
                found.push(Finding::at(source, line, format!("`{key}` is used nowhere")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(language: &str, text: &str) -> Source {
        Source::new(&format!("crates/account/src/login/{language}.ftl"), text)
    }

    fn says(found: &[Finding]) -> Vec<&str> {
        found.iter().map(|finding| finding.says.as_str()).collect()
    }

    #[test]
    fn keys_are_read_without_attributes_and_comments() {
        let text =
            "# a = b\nlogin-title = Đăng nhập\nlogin-hint =\n    hai = dòng\n    .title = x\n";
        assert_eq!(keys(text), [(2, "login-title"), (3, "login-hint")]);
    }

    #[test]
    fn both_languages_have_every_key_once() {
        let found = pairs(&[texts("vi", "a = A\nb = B\n"), texts("en", "b = B\nc = C\nc = D\n")]);
        assert_eq!(found.len(), 4);
        assert_eq!(
            found[0].shown(),
            "crates/account/src/login/vi.ftl:1: `a` is not in crates/account/src/login/en.ftl"
        );
        assert_eq!(found[3].says, "`c` is here twice");
    }

    #[test]
    fn a_key_must_exist_where_it_is_named() {
        let page = Source::new(
            "crates/account/src/login/enter.html",
            "{{ t(\"login-title\") }}\n{{ page.ta(\"gone\", x) }} {{ t(\"save\") }} format(\"no\")",
        );
        let web = Source::new("crates/web/src/vi.ftl", "save = Lưu\n");
        let found = missing(&[texts("vi", "login-title = A\n"), web, page.clone()]);
        assert_eq!(says(&found), ["no text `gone` in the slice's, the crate's or web's vi.ftl"]);
        assert_eq!(found[0].line, 2);
        let elsewhere = Source::new("crates/account/src/recovery/vi.ftl", "login-title = A\n");
        assert_eq!(missing(&[elsewhere, page]).len(), 3);
    }

    #[test]
    fn an_unused_key_is_found_unless_declared_or_referred_to() {
        let vi = "# used: fault-*\nfault-down = A\nname = B\nwhole = { name } C\nidle = D\n";
        let page = Source::new("crates/account/src/login/enter.rs", "page.t(\"whole\")");
        assert_eq!(says(&unused(&[texts("vi", vi), page])), ["`idle` is used nowhere"]);
    }

    #[test]
    fn texts_of_web_are_used_by_any_crate() {
        let web = Source::new("crates/web/src/vi.ftl", "save = Lưu\n");
        let page = Source::new("crates/portal/src/home/index.html", "{{ t(\"save\") }}");
        assert!(unused(&[web, page]).is_empty());
    }
}
