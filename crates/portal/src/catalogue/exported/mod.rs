//! The catalogue as others read it: part by part in the order of codes, so that it is never held
//! whole.

mod records;

pub(super) use records::versions;
pub use records::{Entry, changes, count, entries, full};

use super::Listed;
use super::procedure::Procedure;
use ground::Moment;

/// One version, as it was published.
pub(super) struct Version {
    /// Its number.
    pub(super) number: i32,
    /// From which day on, as people write days.
    pub(super) effective_from: String,
    /// What it says.
    pub(super) published: Procedure,
}

/// One procedure of a list, and when it last changed here.
#[derive(Debug, Clone)]
pub struct Dated {
    /// What lists know of it.
    pub listed: Listed,
    /// When.
    pub changed_at: Moment,
}
