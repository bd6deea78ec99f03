//! The form of somebody who no longer has the telephone of their account: whose it is, the new
//! telephone, and the challenge; behind it a code to the new telephone, whoever the number belongs
//! to.

use super::form::{self, Filled, Form, Words};
use super::steps::{NumberSent, Recovery, RecoveryId};
use super::{journal, records};
use crate::account::Shared;
use crate::code_page::Outgoing;
use crate::new_number::{self, Pending};
use crate::{citizen, flow};
use axum::extract::State;
use civic::PhoneNumber;
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Submission};

/// The form.
const FORM: Form<PhoneNumber> = Form {
    purpose: "recovery.new_number",
    words: Words {
        title: "recovery-number-title",
        lead: "recovery-number-lead",
        button: "recovery-number-button",
        next: "recovery-number-next",
    },
    besides: new_number::read,
    asks_phone: true,
};

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    FORM.show(&account, &arrival)
}

/// Takes the form. Which page follows does not depend on whether there is an account.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let filled = match FORM.filled(&account, submission).await? {
        Ok(filled) => filled,
        Err(answer) => return Ok(answer),
    };
    match begin(&account, &filled).await? {
        Ok(path) => Ok(filled.arrival.page.go(&path)),
        Err(reopens) => FORM.full(&account, filled, reopens).await,
    }
}

/// Writes a recovery with a code to the new telephone; or says when it may be tried again.
async fn begin(
    account: &Shared,
    filled: &Filled<PhoneNumber>,
) -> Result<Result<String, Moment>, Fault> {
    let Filled { identity, besides: phone, arrival, form, .. } = filled;
    let (page, now) = (&arrival.page, arrival.now);
    let citizen = citizen::find(account.store.reader(), account, identity).await?;
    let sent = NumberSent { identity: identity.clone(), phone: phone.clone(), citizen };
    let id = RecoveryId::new(now, &account.chance);
    let until = now.plus(account.settings.recovery.pending);
    let recovery = Recovery::NumberSent(sent.clone());
    in_transaction!(account.store, |tx| {
        let pending = Pending { holder: id.0, phone: &sent.phone };
        let room = pending.send(tx, account, arrival, Outgoing::New).await?;
        if let Room::None { reopens } = room {
            return Ok(Err(reopens));
        }
        flow::insert(tx, account, (id, &recovery), page.visit(), now, until)?;
        if let Some(citizen) = sent.citizen {
            records::belongs_to(tx, id, citizen);
        }
        credentials::challenge::conclude(tx, &form.bytes(), &form::led_to(id));
        journal::note(tx, account, id, "recovery.number_lost", now);
        Ok(Ok(recovery.page().path(id)))
    })
}
