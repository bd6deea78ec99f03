//! Reading files of others: taken apart entry by entry, made fit for our pages, and every entry
//! accounted for.

mod split;
mod text;

pub use split::{Entries, Entry, Written};
pub use text::clean;

/// What became of one entry of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is new.
    Added {
        /// What it is called by.
        code: String,
        /// Its title or name.
        name: String,
    },
    /// It says something else than before.
    Changed {
        /// What it is called by.
        code: String,
        /// Its title or name.
        name: String,
    },
    /// It says what it said before.
    Unchanged,
    /// It cannot be.
    Refused {
        /// The line of the file it begins in.
        line: u64,
        /// What it is called by, as far as that could be read.
        what: String,
        /// Why.
        why: String,
    },
}

/// How many of each there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// New ones.
    pub added: u64,
    /// Those that say something else now.
    pub changed: u64,
    /// Those that say what they said.
    pub unchanged: u64,
    /// Those that cannot be.
    pub refused: u64,
}

impl Report {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.added + self.changed + self.unchanged + self.refused
    }

    /// Counts one more.
    pub fn count(&mut self, told: &Told) {
        let which = match told {
            Told::Added { .. } => &mut self.added,
            Told::Changed { .. } => &mut self.changed,
            Told::Unchanged => &mut self.unchanged,
            Told::Refused { .. } => &mut self.refused,
        };
        *which += 1;
    }
}

impl Entry {
    /// What is written of it, or why that cannot be read: cut off, too long, no UTF-8. Such an entry
    /// is called by how it begins.
    ///
    /// # Errors
    /// What it is called by, and why it cannot be read.
    pub fn text(&self) -> Result<&str, (String, String)> {
        let refused = |why: &str| Err(("?".to_owned(), why.to_owned()));
        match &self.written {
            Written::Cut => refused("the file ends in the middle of it"),
            Written::TooLong => refused("is longer than 2 MiB"),
            Written::Whole(bytes) => std::str::from_utf8(bytes)
                .map_err(|_| (beginning(bytes), "is not written in UTF-8".to_owned())),
        }
    }
}

/// Reads a text as JSON; a refusal names the place.
///
/// # Errors
/// Where it is wrong, and how.
pub fn json<'de, T: serde::Deserialize<'de>>(text: &'de str) -> Result<T, String> {
    let mut from = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let at = error.path().to_string();
        format!("{at}: {}", error.into_inner())
    })
}

/// How an entry begins, for whoever looks for it: nothing that a terminal would act on.
pub fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes.get(..120).unwrap_or(bytes)).into_owned();
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
