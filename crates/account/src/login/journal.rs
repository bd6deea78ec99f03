//! What the journal keeps of a sign-in: that a step was taken, and whose account it is.

use super::steps::LoginId;
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::Moment;
use serde_json::json;
use store::Tx;
use store::journal::{self, Entry};

/// Notes a step.
pub(super) fn note(
    tx: &Tx,
    account: &Account,
    (id, citizen): (LoginId, CitizenId),
    event: &'static str,
    now: Moment,
) {
    let entry = Entry {
        at: now,
        actor: format!("citizen {citizen}"),
        subject: format!("login {id}"),
        event,
        detail: json!({}),
    };
    metrics::counter!("logins_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
}
