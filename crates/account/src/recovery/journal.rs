//! What the journal keeps of a recovery: that a step was taken, and whose account it was about once
//! somebody has proved to have its telephone.

use super::steps::RecoveryId;
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::Moment;
use serde_json::{Value, json};
use store::Tx;
use store::journal::{self, Entry};

/// Notes a step of whoever it was.
pub(super) fn note(tx: &Tx, account: &Account, id: RecoveryId, event: &'static str, now: Moment) {
    append(tx, account, format!("recovery {id}"), (event, json!({})), now);
}

/// Notes a step that is about an account, and what it rested on or led to: its owner reads it in
/// their history.
pub(super) fn note_of(
    tx: &Tx,
    account: &Account,
    (id, citizen): (RecoveryId, CitizenId),
    (event, detail): (&'static str, &str),
    now: Moment,
) {
    let detail = json!({ "recovery": id, "by": detail });
    append(tx, account, format!("citizen {citizen}"), (event, detail), now);
}

fn append(
    tx: &Tx,
    account: &Account,
    subject: String,
    (event, detail): (&'static str, Value),
    now: Moment,
) {
    let entry = Entry { at: now, actor: "visitor".into(), subject, event, detail };
    metrics::counter!("recoveries_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
}
