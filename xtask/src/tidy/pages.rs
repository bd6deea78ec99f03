//! Inside a slice: `mod` → pages → `records` → `steps`; pages do not name each other.
use std::collections::BTreeSet;

use super::Finding;
use crate::blank;
use crate::paths;
use crate::source::Source;

/// The files of a slice that pages stand on, highest first.
const BELOW_PAGES: [&str; 2] = ["records", "steps"];

/// Pages that name another page, and lower files that name what stands above them.
/// A page is a Rust file with an `.html` of the same stem beside it.
#[must_use]
pub fn strangers(sources: &[Source]) -> Vec<Finding> {
    let html: BTreeSet<&str> = sources
        .iter()
        .filter(|source| source.ends("html"))
        .filter_map(|source| source.path.strip_suffix(".html"))
        .collect();
    sources
        .iter()
        .filter(|source| source.ends("rs") && !source.is_test())
        .flat_map(|source| inside(source, &html))
        .collect()
}

fn inside(source: &Source, html: &BTreeSet<&str>) -> Vec<Finding> {
    let is_page = |stem: &str| html.contains(format!("{}/{stem}", source.folder()).as_str());
    let own = source.stem();
    let above = |other: &str| {
        let below = |word: &str| BELOW_PAGES.iter().position(|below| *below == word);
        match (below(own), below(other)) {
            (Some(mine), Some(theirs)) => theirs < mine,
            (Some(_), None) => is_page(other),
            (None, _) => is_page(own) && is_page(other),
        }
    };
    let Some(place) = paths::place(&source.path).filter(|_| own != "mod") else {
        return Vec::new();
    };
    let Some((_, slice)) = place.split_last() else { return Vec::new() };
    paths::named(&blank::production(&source.text), &place)
        .into_iter()
        .filter_map(|named| {
            let other = named.words.strip_prefix(slice)?.first()?;
            let says =
                format!("`{own}` names `{other}`: mod → pages → records → steps, pages apart");
            (other != own && above(other)).then(|| Finding::at(source, named.line, says))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stem: &str, text: &str) -> usize {
        let folder = "crates/a/src/registration";
        let page = |stem: &str| Source::new(&format!("{folder}/{stem}.html"), "");
        let source = Source::new(&format!("{folder}/{stem}.rs"), text);
        strangers(&[page("start"), page("done"), source]).len()
    }

    #[test]
    fn pages_stay_apart() {
        assert_eq!(check("start", "use super::done::Page;"), 1);
        assert_eq!(check("start", "use crate::registration::{done, steps};"), 1);
        assert_eq!(check("start", "use super::{records, steps}; use super::Registration;"), 0);
    }

    #[test]
    fn records_and_steps_do_not_look_up() {
        assert_eq!(check("steps", "use super::records::Row;"), 1);
        assert_eq!(check("records", "use super::start::Form;"), 1);
        assert_eq!(check("records", "use super::steps::Started;"), 0);
    }

    #[test]
    fn the_slice_itself_may_name_all() {
        assert_eq!(check("mod", "mod start; use self::start::Page; use self::done::Page;"), 0);
    }
}
