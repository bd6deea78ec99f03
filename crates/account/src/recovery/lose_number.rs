//! The form of somebody who no longer has the telephone of their account: whose it is, the new
//! telephone, and the challenge; behind it a code to the new telephone, whoever the number belongs
//! to.

use super::form::{self, Form, Pressed, Said, Words};
use super::steps::{NumberSent, Recovery, RecoveryId};
use super::{journal, records};
use crate::account::Shared;
use crate::code_page::Outgoing;
use crate::new_number::{self, Pending};
use crate::{citizen, flow};
use axum::extract::State;
use credentials::challenge::SpentId;
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Submission, Typed};

/// The form.
const FORM: Form = Form {
    purpose: "recovery.new_number",
    words: Words {
        title: "recovery-number-title",
        lead: "recovery-number-lead",
        button: "recovery-number-button",
        next: "recovery-number-next",
    },
    asks_phone: true,
};

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    FORM.draw(&account, &arrival, Typed::default(), Said::default())
}

/// Takes the form. Which page follows does not depend on whether there is an account.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let (arrival, mut said) = (&submission.arrival, Said::default());
    if submission.typed.has("refresh-challenge") {
        return FORM.draw(&account, arrival, submission.typed, said);
    }
    let identity = FORM.read(&account, &submission, &mut said);
    let phone = new_number::read(&submission.typed, &mut said.complaints);
    let (Some(identity), Some(phone), true) = (identity, phone, said.complaints.is_empty()) else {
        return FORM.draw(&account, arrival, submission.typed, said);
    };
    let form = match FORM.press(&account, arrival, &submission.typed).await? {
        Pressed::First(form) => form,
        Pressed::LedTo(path) => return Ok(arrival.page.go(&path)),
        Pressed::Again(said) => return FORM.draw(&account, arrival, submission.typed, said),
    };
    let citizen = citizen::find(account.store.reader(), &account, &identity).await?;
    match begin(&account, arrival, NumberSent { identity, phone, citizen }, form).await? {
        Ok(path) => Ok(arrival.page.go(&path)),
        Err(reopens) => {
            let said = form::full(&account, form, reopens).await?;
            FORM.draw(&account, arrival, submission.typed, said)
        }
    }
}

/// Writes a recovery with a code to the new telephone; or says when it may be tried again.
async fn begin(
    account: &Shared,
    arrival: &Arrival,
    sent: NumberSent,
    form: SpentId,
) -> Result<Result<String, Moment>, Fault> {
    let (page, now) = (&arrival.page, arrival.now);
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
