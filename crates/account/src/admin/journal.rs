//! What the journal keeps of the desk: each look, each step, by which officer.

use super::steps::{CaseId, Whom};
use crate::account::Account;
use crate::officer::Officer;
use ground::{Fault, Moment};
use serde_json::{Value, json};
use store::journal::{self, Entry};
use store::{Tx, in_transaction};

/// Notes a step of a case, where the owner of the account it is about reads it.
pub(super) fn note(
    tx: &Tx,
    account: &Account,
    (officer, case, whom): (&Officer, CaseId, &Whom),
    (event, mut detail): (&'static str, Value),
    now: Moment,
) {
    detail["case"] = json!(case);
    append(tx, account, officer, whom.subject(case), (event, detail), now);
}

/// Notes that an officer looked something up, before it is shown.
pub(super) async fn looked(
    account: &Account,
    officer: &Officer,
    subject: String,
    now: Moment,
) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        append(tx, account, officer, subject.clone(), ("desk.looked_up", json!({})), now);
        Ok(())
    })
}

fn append(
    tx: &Tx,
    account: &Account,
    officer: &Officer,
    subject: String,
    (event, detail): (&'static str, Value),
    now: Moment,
) {
    let entry = Entry { at: now, actor: officer.actor(), subject, event, detail };
    metrics::counter!("desk_events_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
}
