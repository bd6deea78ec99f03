//! Jobs: what must happen after a commit, written in the same transaction.
//!
//! Workers of any number of nodes claim them, each job by one worker at a time for the length of
//! a lease. A job that fails waits and runs again; one that keeps failing is dead and stays seen.

mod records;
#[cfg(test)]
mod tests;

pub use records::{bury, claim, counts, drop_finished, enqueue, finish, is_any_due, postpone};

use ground::Moment;
use serde_json::Value;
use uuid::Uuid;

/// A job to be written.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Which work it is; the worker knows a function for each kind.
    pub kind: &'static str,
    /// What the work needs: references, never personal data.
    pub payload: Value,
    /// Not before this moment.
    pub run_at: Moment,
    /// After so many failed attempts it is dead.
    pub attempts_at_most: i32,
}

/// A job in the hands of one worker.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its row.
    pub id: Uuid,
    /// Which work it is.
    pub kind: String,
    /// What the work needs.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// After so many failed attempts it is dead.
    pub attempts_at_most: i32,
    /// What proves that the job is still in our hands.
    pub lease: Uuid,
}

/// How many jobs wait and how many are dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Waiting, running ones included.
    pub waiting: u64,
    /// Given up.
    pub dead: u64,
}
