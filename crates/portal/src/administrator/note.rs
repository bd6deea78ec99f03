//! What administrators do, in the journal.

use super::present::Administrator;
use crate::portal::Portal;
use ground::Moment;
use serde_json::Value;
use store::Tx;
use store::journal::{self, Entry};

/// Notes what an administrator did to something.
pub(super) fn note(
    tx: &Tx,
    portal: &Portal,
    who: Administrator,
    (event, subject, detail): (&'static str, String, Value),
    now: Moment,
) {
    let actor = format!("person {}", who.person);
    journal::append(tx, &Entry { at: now, actor, subject, event, detail }, &portal.chance);
}
