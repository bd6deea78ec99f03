//! What the journal keeps of what a citizen does with their own account.

use crate::account::Account;
use crate::citizen::CitizenId;
use ground::Moment;
use serde_json::Value;
use store::Tx;
use store::journal::{self, Entry};

/// Notes it.
pub(super) fn note(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    (event, detail): (&'static str, Value),
    now: Moment,
) {
    let whose = format!("citizen {citizen}");
    let entry = Entry { at: now, actor: whose.clone(), subject: whose, event, detail };
    metrics::counter!("profile_changes_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
}
