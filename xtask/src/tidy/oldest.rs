//! The oldest visitors (Chrome 80, Safari 13): styles and scripts use nothing they lack.
use super::Finding;
use crate::blank::{self, is_word, line_of};
use crate::source::Source;

/// What a style may not contain, and what to write instead.
const IN_STYLES: [(&str, &str); 17] = [
    ("light-dark(", "two tokens under prefers-color-scheme"),
    ("&", "write the selector out"),
    ("@layer", "order the sheets"),
    ("@container", "a media query"),
    (":is(", "write the selectors out"),
    (":where(", "write the selectors out"),
    (":has(", "a class from the server"),
    (":focus-visible", ":focus"),
    ("inset:", "top, right, bottom, left"),
    ("inset-inline", "left and right"),
    ("inset-block", "top and bottom"),
    ("aspect-ratio", "a padding or width and height"),
    ("dvh", "vh"),
    ("svh", "vh"),
    ("color-mix(", "a token"),
    ("clamp(", "min() and max()"),
    ("oklch(", "a hexadecimal colour"),
];
/// What a script may not contain (Chrome 80, Safari 13.0).
const IN_SCRIPTS: [(&str, &str); 7] = [
    ("??", "a condition"),
    ("||=", "an assignment"),
    ("&&=", "an assignment"),
    ("**=", "an assignment"),
    (".replaceAll(", ".replace() with a g expression"),
    (".at(", "an index"),
    ("structuredClone(", "a copy by hand"),
];

/// Styles and scripts under `crates/` that an old browser would not understand.
#[must_use]
pub fn visitors(sources: &[Source]) -> Vec<Finding> {
    let ours = sources.iter().filter(|source| source.path.starts_with("crates/"));
    ours.flat_map(|source| {
        if source.ends("css") {
            in_style(source)
        } else if source.ends("js") {
            in_script(source)
        } else {
            Vec::new()
        }
    })
    .collect()
}

fn in_style(source: &Source) -> Vec<Finding> {
    let code = blank::style(&source.text);
    let mut found = Vec::new();
    for (word, instead) in IN_STYLES {
        for (at, _) in code.match_indices(word) {
            let before = code.get(..at).unwrap_or_default();
            // `dvh` is a unit behind a figure, a property stands on its own.
            let begins = match word {
                "dvh" | "svh" => before.ends_with(|c: char| c.is_ascii_digit()),
                _ if !word.starts_with(is_word) => true,
                _ => !before.ends_with(|c: char| is_word(c) || c == '-'),
            };
            if begins {
                found.push(refusal(source, &code, at, word, instead));
            }
        }
    }
    found
}

fn refusal(source: &Source, code: &str, at: usize, word: &str, instead: &str) -> Finding {
    let says = format!("the oldest visitors lack `{word}`; write {instead}");
    Finding::at(source, line_of(code, at), says)
}

fn in_script(source: &Source) -> Vec<Finding> {
    let code = blank::script(&source.text);
    let mut found = Vec::new();
    for (word, instead) in IN_SCRIPTS {
        for (at, _) in code.match_indices(word) {
            found.push(refusal(source, &code, at, word, instead));
        }
    }
    for (at, _) in code.match_indices("?.") {
        let after = code.get(at + 2..).unwrap_or_default();
        if !after.starts_with(|c: char| c.is_ascii_digit()) {
            found.push(refusal(source, &code, at, "?.", "a condition"));
        }
    }
    for (at, _) in code.match_indices('#') {
        let after = code.get(at + 1..).unwrap_or_default();
        if after.starts_with(|c: char| is_word(c) && !c.is_ascii_digit()) {
            found.push(refusal(source, &code, at, "#private", "a plain name"));
        }
    }
    found.extend(top_level_await(source, &code));
    found
}

fn top_level_await(source: &Source, code: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("await") {
        let (before, after) = code.split_at(at);
        let is_keyword = !before.ends_with(is_word) && !after.chars().nth(5).is_some_and(is_word);
        if is_keyword && before.matches('{').count() <= before.matches('}').count() {
            found.push(refusal(source, code, at, "top-level await", "an async function"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(text: &str) -> usize {
        visitors(&[Source::new("crates/web/components/button/button.css", text)]).len()
    }

    fn script(text: &str) -> usize {
        visitors(&[Source::new("crates/web/assets/small.js", text)]).len()
    }

    #[test]
    fn young_styles_are_refused() {
        for text in [
            "a{color:light-dark(#fff,#000)}",
            "a{&:hover{color:red}}",
            "@layer base{}",
            "a:focus-visible{outline:0}",
            ":where(a){}",
            "a{inset: 0}".replace(": ", ":").as_str(),
            "a{height:100dvh}",
            "a{width:clamp(1rem,2vw,3rem)}",
        ] {
            assert_eq!(style(text), 1, "{text}");
        }
    }

    #[test]
    fn old_styles_are_fine() {
        let text = "/* a & b :is( */ a:not(.b){box-shadow:inset 0 0 1px;background:url(a?b&c);\
                    width:max(1rem,2vw);content:'&'} .x-aspect-ratio-free{}";
        assert_eq!(style(text), 0);
    }

    #[test]
    fn young_scripts_are_refused() {
        for text in
            ["a?.b", "a ?? b", "a ||= b", "class A { #b }", "await go()", "`${a?.b}`", "a.at(-1)"]
        {
            assert_eq!(script(text), 1, "{text}");
        }
    }

    #[test]
    fn old_scripts_are_fine() {
        let text = "const a = b ? .5 : c?.5:d; // e?.f\nasync function g() { await h('#i ??'); }\n\
                    j.querySelector('#k'); l = /m??n?./;";
        assert_eq!(script(text), 0);
    }
}
