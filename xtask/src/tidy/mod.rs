//! The rules of the house that the compiler does not check, one small file each.
//!
//! Every rule is a pure function from the sources to findings, so that a rule is read
//! and tested in one breath. All findings are reported before the command fails.
use std::path::Path;

use crate::screen;
use crate::source::{self, Source};

pub mod files;
pub mod floors;
pub mod map;
pub mod oldest;
pub mod pages;
pub mod rooms;
pub mod slices;
pub mod texts;
pub mod traces;

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the repository's root.
    pub path: String,
    /// Line from 1; 1 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what would be right.
    pub says: String,
}

impl Finding {
    /// A finding in `source` at `line`.
    #[must_use]
    pub fn at(source: &Source, line: usize, says: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line, says: says.into() }
    }

    /// The finding as an editor can jump to it.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}:{}: {}", self.path, self.line, self.says)
    }
}

/// A rule: reads the sources, answers what breaks it.
pub type Rule = fn(&[Source]) -> Vec<Finding>;

/// Every rule, in the order of HOUSE 4.
pub const RULES: [Rule; 12] = [
    files::heads,
    files::lengths,
    files::names,
    slices::order,
    pages::strangers,
    texts::pairs,
    texts::uses,
    map::named,
    floors::direction,
    rooms::words,
    oldest::visitors,
    traces::of_machines,
];

/// What all rules find in `sources`, sorted by place.
#[must_use]
pub fn findings(sources: &[Source]) -> Vec<Finding> {
    let mut found: Vec<Finding> = RULES.iter().flat_map(|rule| rule(sources)).collect();
    found.sort();
    found.dedup();
    found
}

/// Checks the repository at `root` and writes every finding to the screen.
///
/// # Errors
/// Says how many findings there are, or which file could not be read.
pub fn report(root: &Path) -> Result<(), String> {
    let sources = source::read_tree(root)?;
    let found = findings(&sources);
    for finding in &found {
        screen::say(&finding.shown());
    }
    if found.is_empty() {
        screen::say(&format!("tidy: {} files in order", sources.len()));
        Ok(())
    } else {
        Err(format!("tidy: {} findings", found.len()))
    }
}
