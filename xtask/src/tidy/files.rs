//! Files on their own: each opens with a sentence, stays within a page, is named well.
use super::Finding;
use crate::source::Source;

const LONGEST: usize = 400;
const COUNTED: [&str; 6] = ["rs", "html", "css", "js", "mjs", "ftl"];
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 10] = [
    "util", "utils", "common", "helper", "helpers", "manager", "service", "services", "types",
    "misc",
];

/// A `//!` line heads each Rust file, so that it opens with a sentence.
#[must_use]
pub fn heads(sources: &[Source]) -> Vec<Finding> {
    let ours = |source: &&Source| {
        source.ends("rs")
            && ["crates/", "xtask/", "bench/"].iter().any(|part| source.path.starts_with(part))
    };
    sources
        .iter()
        .filter(ours)
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| {
            Finding::at(source, 1, "begin with a `//!` line: one sentence on what is here")
        })
        .collect()
}

/// No source file over 400 lines.
#[must_use]
pub fn lengths(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| COUNTED.iter().any(|ending| source.ends(ending)))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            let says = format!("{lines} lines; split it, {LONGEST} is the most");
            (lines > LONGEST).then(|| Finding::at(source, LONGEST + 1, says))
        })
        .collect()
}

/// No file or folder of code is named by a word that says nothing.
#[must_use]
pub fn names(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| COUNTED.iter().any(|ending| source.ends(ending)))
        .filter_map(|source| {
            let folders = source.folder().split('/');
            let word = folders.chain([source.stem()]).find(|word| EMPTY_NAMES.contains(word))?;
            Some(Finding::at(source, 1, format!("`{word}` says nothing; name it by what it holds")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opens_with_a_sentence() {
        let good = Source::new("crates/a/src/lib.rs", "//! What it is.\n");
        let bad = Source::new("crates/a/src/b.rs", "use a;\n//! late\n");
        let elsewhere = Source::new("docs/example.rs", "fn main() {}");
        let found = heads(&[good, bad, elsewhere]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/a/src/b.rs");
    }

    #[test]
    fn four_hundred_lines_are_the_most() {
        let most = Source::new("crates/a/src/a.css", &"a\n".repeat(400));
        let more = Source::new("crates/a/src/b.css", &"a\n".repeat(401));
        let data = Source::new("crates/a/src/c.txt", &"a\n".repeat(4_000));
        let found = lengths(&[most, more, data]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].shown(),
            "crates/a/src/b.css:401: 401 lines; split it, 400 is the most"
        );
    }

    #[test]
    fn empty_names_are_refused_for_files_and_folders() {
        let file = Source::new("crates/a/src/utils.rs", "");
        let folder = Source::new("journeys/common/a.mjs", "");
        let good = Source::new("crates/a/src/commune.rs", "");
        assert_eq!(names(&[file, folder, good]).len(), 2);
    }
}
