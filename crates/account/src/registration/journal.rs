//! What the journal keeps of a registration: that a step was taken, and at the end which account
//! was opened, by its id. Never a name, a number or an address.

use super::steps::RegistrationId;
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::Moment;
use serde_json::{Value, json};
use store::Tx;
use store::journal::{self, Entry};

/// Notes a step.
pub(super) fn note(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
    event: &'static str,
    now: Moment,
) {
    append(tx, account, format!("registration {id}"), event, json!({}), now);
}

/// Notes that an account was opened, and which.
pub(super) fn note_opened(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
    citizen: CitizenId,
    now: Moment,
) {
    let event = "registration.finished";
    append(tx, account, format!("citizen {citizen}"), event, json!({ "registration": id }), now);
}

fn append(
    tx: &Tx,
    account: &Account,
    subject: String,
    event: &'static str,
    detail: Value,
    now: Moment,
) {
    let entry = Entry { at: now, actor: "visitor".into(), subject, event, detail };
    metrics::counter!("registrations_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
}
