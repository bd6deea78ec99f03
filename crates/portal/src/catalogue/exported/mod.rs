//! The catalogue as others read it: part by part in the order of codes, so that it is never held
//! whole.

mod records;

pub use records::{Entry, changes, count, entries, full};

use super::Listed;
use ground::Moment;

/// One procedure of a list, and when it last changed here.
#[derive(Debug, Clone)]
pub struct Dated {
    /// What lists know of it.
    pub listed: Listed,
    /// When.
    pub changed_at: Moment,
}
