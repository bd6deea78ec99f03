//! The form: whose password it is, and the challenge; behind it the first code, or as much work for
//! nobody.

use super::form::{self, Filled, Form, Words};
use super::limits::{self, Counted};
use super::records::{self};
use super::steps::{CodeSent, Holder, Recovery, RecoveryId, Step};
use super::{code, journal};
use crate::account::Shared;
use crate::challenge;
use crate::citizen;
use crate::code_page::Outgoing;
use crate::flow;
use axum::extract::State;
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Submission};

/// The form.
const FORM: Form<()> = Form {
    purpose: super::letters::PURPOSE,
    words: Words {
        title: "recovery-start-title",
        lead: "recovery-start-lead",
        button: "recovery-start-button",
        next: "recovery-start-next",
    },
    besides: |_, _| Some(()),
    asks_phone: false,
};

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    FORM.show(&account, &arrival)
}

/// Takes the form. Which page follows does not depend on whether there is an account, and neither
/// does what is done for it.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let filled = match FORM.filled(&account, submission).await? {
        Ok(filled) => filled,
        Err(answer) => return Ok(answer),
    };
    let (reader, arrival, identity) = (account.store.reader(), &filled.arrival, &filled.identity);
    let visit = arrival.page.visit();
    if let Some(held) = records::under_way(reader, &account, visit, identity, arrival.now).await? {
        // The same number was sent in this browser before and waits for its code: nothing is sent
        // again.
        challenge::conclude(&account, filled.form, &form::led_to(held.id)).await?;
        return Ok(held.go(&arrival.page));
    }
    match begin(&account, &filled).await? {
        Ok(id) => Ok(arrival.page.go(&Step::ConfirmPhone.path(id))),
        Err(reopens) => FORM.full(&account, filled, reopens).await,
    }
}

/// Writes a recovery with a code and its letter, whoever the number belongs to; or says when it may
/// be tried again.
async fn begin(account: &Shared, filled: &Filled<()>) -> Result<Result<RecoveryId, Moment>, Fault> {
    let Filled { identity, arrival, form, .. } = filled;
    let (page, now) = (&arrival.page, arrival.now);
    for room in [
        limits::wrong_codes(account, identity).asleep(account, now).await?,
        limits::message_room(account, identity, arrival.address, now).await?,
    ] {
        if let Room::None { reopens } = room {
            return Ok(Err(reopens));
        }
    }
    let reached = citizen::reached(account.store.reader(), account, identity).await?;
    let holder = reached.map(|(citizen, phone)| Holder { citizen, phone });
    let citizen = holder.as_ref().map(|holder| holder.citizen);
    let id = RecoveryId::new(now, &account.chance);
    let sent = CodeSent { identity: identity.clone(), holder };
    let code = code::of(account, id, page, &sent);
    in_transaction!(account.store, |tx| {
        let goes = match limits::send_message(tx, account, &sent, arrival.address, now).await? {
            Counted::Full(reopens) => return Ok(Err(reopens)),
            Counted::Goes => true,
            Counted::Silent => false,
        };
        let letter = (&sent, goes, page.language);
        code::send(tx, account, &code, Outgoing::New, letter, now).await?;
        let recovery = Recovery::CodeSent(sent.clone());
        let until = now.plus(account.settings.recovery.pending);
        flow::insert(tx, account, (id, &recovery), page.visit(), now, until)?;
        if let Some(citizen) = citizen {
            records::belongs_to(tx, id, citizen);
        }
        credentials::challenge::conclude(tx, &form.bytes(), &form::led_to(id));
        journal::note(tx, account, id, "recovery.started", now);
        Ok(Ok(id))
    })
}
