//! Which modules of its own crate a Rust file names: `crate::a::b`, `super::{c, d::e}`.
use crate::blank::{is_word, line_of};

/// A path as written somewhere in a file, from the crate's root down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The line of the path's first written word.
    pub line: usize,
    /// The words from the crate's root, for example `["registration", "records"]`.
    pub words: Vec<String>,
}

/// The module a file is, from the crate's root down: `src/a/b.rs` is `["a", "b"]`,
/// `src/a/mod.rs` is `["a"]`, `src/lib.rs` is empty. `None` outside a `src` folder.
#[must_use]
pub fn place(path: &str) -> Option<Vec<String>> {
    let (_, inside) = path.split_once("/src/")?;
    let mut words: Vec<String> =
        inside.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
    if words.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        words.pop();
    }
    Some(words)
}

/// Every path of the own crate that blanked `code`, standing in module `place`, names.
#[must_use]
pub fn named(code: &str, place: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    for (start, keyword) in beginnings(code) {
        let mut base = if keyword == "crate" { Vec::new() } else { place.to_vec() };
        let mut at = start;
        while let Some(after) = word_and_colons(code, at, "super") {
            base.pop();
            at = after;
        }
        if keyword != "super" {
            at = start + keyword.len();
            at = after_colons(code, at).unwrap_or(at);
        }
        tree(code, &mut at, &base, &mut found);
    }
    found
}

/// Where `crate::`, `super::` or `self::` begins a path.
fn beginnings(code: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for keyword in ["crate", "super", "self"] {
        for (at, _) in code.match_indices(keyword) {
            let before = code.get(..at).unwrap_or_default();
            let begins = !before.ends_with(is_word) && !before.trim_end().ends_with("::");
            if begins && word_and_colons(code, at, keyword).is_some() {
                found.push((at, keyword));
            }
        }
    }
    found
}

fn word_and_colons(code: &str, at: usize, word: &str) -> Option<usize> {
    let rest = code.get(at..)?;
    rest.starts_with(word).then(|| after_colons(code, at + word.len())).flatten()
}

fn after_colons(code: &str, at: usize) -> Option<usize> {
    let at = skip_space(code, at);
    code.get(at..)?.starts_with("::").then(|| skip_space(code, at + 2))
}

fn skip_space(code: &str, at: usize) -> usize {
    let rest = code.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start().len())
}

/// Reads `a::b`, `a::{b, c::d}` or `{a, b}` at `at`, leaving `at` behind it.
fn tree(code: &str, at: &mut usize, base: &[String], found: &mut Vec<Named>) {
    let line = line_of(code, *at);
    let mut words = base.to_vec();
    loop {
        *at = skip_space(code, *at);
        let rest = code.get(*at..).unwrap_or_default();
        if rest.starts_with('{') {
            *at += 1;
            branches(code, at, &words, found);
            return;
        }
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        words.push(rest.get(..length).unwrap_or_default().to_owned());
        *at += length;
        match after_colons(code, *at) {
            Some(next) => *at = next,
            None => break,
        }
    }
    found.push(Named { line, words });
}

/// Reads the rest of `{a, b as c, d::*}`.
fn branches(code: &str, at: &mut usize, base: &[String], found: &mut Vec<Named>) {
    loop {
        *at = skip_space(code, *at);
        match code.get(*at..).unwrap_or_default().chars().next() {
            None => return,
            Some('}') => {
                *at += 1;
                return;
            }
            Some(c) if is_word(c) => tree(code, at, base, found),
            Some(c) => *at += c.len_utf8(),
        }
        skip_renaming(code, at);
    }
}

fn skip_renaming(code: &str, at: &mut usize) {
    let after = skip_space(code, *at);
    let rest = code.get(after..).unwrap_or_default();
    if let Some(name) = rest.strip_prefix("as ") {
        let length = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
        *at = after + 3 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(code: &str, path: &str) -> Vec<String> {
        named(code, &place(path).unwrap()).into_iter().map(|n| n.words.join("/")).collect()
    }

    #[test]
    fn a_file_knows_its_place() {
        assert_eq!(place("crates/a/src/b/c.rs").unwrap(), ["b", "c"]);
        assert_eq!(place("crates/a/src/b/mod.rs").unwrap(), ["b"]);
        assert!(place("crates/a/src/lib.rs").unwrap().is_empty());
        assert_eq!(place("crates/a/build.rs"), None);
    }

    #[test]
    fn paths_are_read_from_the_crate_root() {
        let code = "use crate::{a::B, c::{D as E, f::*}};\nfn x() { super::super::y::z() }";
        assert_eq!(joined(code, "crates/k/src/m/n.rs"), ["a/B", "c/D", "c/f", "y/z"]);
    }

    #[test]
    fn super_and_self_are_resolved() {
        assert_eq!(joined("use super::steps;", "crates/k/src/m/n.rs"), ["m/steps"]);
        assert_eq!(joined("pub use self::n::O;", "crates/k/src/m/mod.rs"), ["m/n/O"]);
        assert_eq!(joined("use super::m;", "crates/k/src/p.rs"), ["m"]);
    }

    #[test]
    fn what_is_no_path_is_left_alone() {
        assert!(
            joined("pub(crate) fn a(self) {} krate::b(); x::self::y();", "c/src/a.rs").is_empty()
        );
    }

    #[test]
    fn lines_are_those_of_each_branch() {
        let lines: Vec<usize> =
            named("use crate::{\n  a,\n  b,\n};", &[]).into_iter().map(|n| n.line).collect();
        assert_eq!(lines, [2, 3]);
    }
}
