//! Every text that code or a template names is there in both languages.

use super::TEXTS;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use web::{Language, Texts};

/// Names of fields that look like keys.
const FIELDS: [&str; 5] = [
    "challenge-answer",
    "challenge-image",
    "challenge-solution",
    "challenge-token",
    "recovery-code",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
        let ending = path.extension().and_then(|ending| ending.to_str());
        match (path.is_dir(), ending) {
            _ if is_test => {}
            (true, _) => sources(&path, found),
            (false, Some("rs" | "html")) => found.push(path),
            _ => {}
        }
    }
}

/// What stands between the braces of a template.
fn expressions(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts.map(|part| part.split('}').next().unwrap_or_default()).collect()
}

/// Every quoted word of this crate that begins as its keys do.
fn named() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let is_key = |word: &&str| {
        let begins = [
            "registration-",
            "challenge-",
            "email-",
            "login-",
            "new-password-",
            "recovery-",
            "openid-",
            "officer-",
            "admin-",
            "code-page-",
            "new-number-",
            "paper-start-",
            "profile-",
        ];
        begins.iter().any(|begin| word.starts_with(begin))
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            && !FIELDS.contains(word)
    };
    let mut words = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let is_template = file.extension().is_some_and(|ending| ending == "html");
        for code in if is_template { expressions(&text) } else { vec![text.as_str()] } {
            words.extend(code.split('"').filter(is_key).map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_named_text_is_there_in_both_languages() {
    let texts = Texts::gather(&TEXTS).unwrap();
    let named = named();
    assert!(named.len() > 100, "only {} were found", named.len());
    for key in named {
        for language in Language::ALL {
            assert_ne!(texts.say(language, &key), key, "in {language:?}");
        }
    }
}

#[test]
fn both_languages_say_the_same_keys_and_places() {
    for source in TEXTS {
        let (vietnamese, english) = (places(source.vi), places(source.en));
        assert_eq!(vietnamese, english);
    }
}

/// Each key with the placeholders of its text.
fn places(file: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut all: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let (true, Some((key, _))) = (begins, line.split_once('=')) {
            all.push((key.trim().to_owned(), BTreeSet::new()));
        }
        let names = line.split('$').skip(1);
        let names = names.map(|rest| rest.chars().take_while(char::is_ascii_lowercase).collect());
        if let Some((_, places)) = all.last_mut() {
            places.extend(names);
        }
    }
    all.sort();
    all
}
