//! Nothing committed tells of the machine it was written on or where packages came from.
use super::Finding;
use crate::blank::is_word;
use crate::source::Source;

/// Folders of some machine and hosts of registries. In pieces, so that this file is clean.
const TRACES: [(&str, &str); 10] = [
    (concat!("/wo", "rk/"), "a machine's path"),
    (concat!("/ro", "ot/"), "a machine's path"),
    (concat!("/ho", "me/"), "a machine's path"),
    (concat!("/Us", "ers/"), "a machine's path"),
    (concat!("..", "/shared"), "a path outside the repository"),
    (concat!("registry.", "npmjs"), "a registry's host"),
    (concat!("index.", "crates.io"), "a registry's host"),
    (concat!("files.", "pythonhosted"), "a registry's host"),
    (concat!("artif", "actory"), "a registry's host"),
    (concat!(".pkg", ".dev"), "a registry's host"),
];
/// The one source Cargo.lock may name.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Lines of any text that hold such a trace.
#[must_use]
pub fn of_machines(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources {
        for (at, line) in source.text.lines().enumerate() {
            if let Some(says) = trace(source, line) {
                found.push(Finding::at(source, at + 1, says));
            }
        }
    }
    found
}

fn trace(source: &Source, line: &str) -> Option<String> {
    if source.path == "Cargo.lock" {
        let foreign = line.starts_with("source = ") && !line.contains(CRATES);
        return foreign.then(|| "a source other than crates.io".to_owned());
    }
    if source.path.ends_with("package-lock.json") && line.trim_start().starts_with("\"resolved\"") {
        return Some("a download address: keep omit-lockfile-registry-resolved=true".to_owned());
    }
    let (_, kind) = TRACES.iter().find(|(word, _)| holds(line, word))?;
    Some((*kind).to_owned())
}

/// Whether the line holds the word and, for a path, not as the end of a longer one.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        !word.starts_with('/') || !before.ends_with(|c: char| is_word(c) || ".}-".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> usize {
        of_machines(&[Source::new(path, text)]).len()
    }

    #[test]
    fn traces_are_found_in_any_text() {
        assert_eq!(check("README.md", concat!("see /wo", "rk/main/x\nsee ..", "/shared/y")), 2);
        assert_eq!(check("a.json", concat!("https://registry.", "npmjs.org/x")), 1);
        assert_eq!(check("README.md", "/usr/bin/chromium, https://example.vn/homework/a"), 0);
        assert_eq!(check("README.md", "crates/portal/src/home/page.rs"), 0);
    }

    #[test]
    fn lock_files_name_no_other_source() {
        assert_eq!(check("Cargo.lock", &format!("source = \"{CRATES}\"")), 0);
        assert_eq!(check("Cargo.lock", "source = \"registry+https://crates.example/\""), 1);
        assert_eq!(check("journeys/package-lock.json", "  \"resolved\": \"x\","), 1);
    }
}
