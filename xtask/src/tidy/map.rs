//! `ARCHITECTURE.md` is the map: it names each crate and each slice.
use std::collections::BTreeSet;

use super::{Finding, slices};
use crate::blank::{self, is_word};
use crate::source::Source;

const MAP: &str = "ARCHITECTURE.md";

/// Crates and slices that the map does not name in a code span or block.
#[must_use]
pub fn named(sources: &[Source]) -> Vec<Finding> {
    let Some(map) = sources.iter().find(|source| source.path == MAP) else {
        let says = "there is no map of the house yet; it names each crate and slice".to_owned();
        return vec![Finding { path: MAP.to_owned(), line: 1, says }];
    };
    let words = code_words(&map.text);
    let mut found = Vec::new();
    for source in sources {
        let Some(room) = source.crate_name() else { continue };
        if source.path == format!("crates/{room}/Cargo.toml") && !words.contains(room) {
            found.push(Finding::at(source, 1, format!("{MAP} does not name the crate `{room}`")));
        }
        if source.path == format!("crates/{room}/src/lib.rs") {
            for slice in slices::declared(&blank::production(&source.text)) {
                if !words.contains(slice.as_str()) {
                    let says = format!("{MAP} does not name the slice `{room}::{slice}`");
                    found.push(Finding::at(source, 1, says));
                }
            }
        }
    }
    found
}

/// The words inside backquotes: every second part, which holds for code blocks too.
fn code_words(text: &str) -> BTreeSet<&str> {
    let spans = text.split('`').skip(1).step_by(2);
    spans.flat_map(|span| span.split(|c: char| !is_word(c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(map: &str) -> usize {
        let sources = [
            Source::new(MAP, map),
            Source::new("crates/civic/Cargo.toml", ""),
            Source::new("crates/civic/src/lib.rs", "//! C\npub mod money;\n"),
        ];
        named(&sources).len()
    }

    #[test]
    fn crates_and_slices_stand_on_the_map() {
        assert_eq!(check("The crate `civic` holds `civic::money`."), 0);
        assert_eq!(check("```\ncrates/civic/ money\n```"), 0);
        assert_eq!(check("civic and `moneybag`"), 2);
    }

    #[test]
    fn a_missing_map_is_one_finding() {
        assert_eq!(named(&[Source::new("crates/civic/Cargo.toml", "")]).len(), 1);
    }
}
