//! The journal: who did what to what, append-only, sealed in a chain.
//!
//! A row carries its own hash and is written in the business transaction. One sealer at a time
//! chains the rows in batches every few seconds, so that no row is hot.

mod records;
mod seal;

pub use records::{about, append};
pub use seal::{Broken, seal, verify};

use ground::Moment;
use serde_json::Value;
use uuid::Uuid;

/// One line of the journal. It names no person: actor and subject are ids.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When it happened.
    pub at: Moment,
    /// Who did it: `citizen <id>`, `visitor`, `system`.
    pub actor: String,
    /// What it was done to: `registration <id>`.
    pub subject: String,
    /// What was done, from the glossary: `registration.started`.
    pub event: &'static str,
    /// Facts that belong to it, without personal data.
    pub detail: Value,
}

/// A line as it is told again.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its row.
    pub id: Uuid,
    /// When it happened.
    pub at: Moment,
    /// What was done.
    pub event: String,
    /// Facts that belong to it.
    pub detail: Value,
}
