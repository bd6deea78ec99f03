//! The form: whose password it is, and the challenge; behind it the first code, or as much work for
//! nobody.

use super::form::{self, Form, Pressed, Said, Words};
use super::limits::{self, Counted};
use super::records::{self, Held};
use super::steps::{CodeSent, Holder, Recovery, RecoveryId, Step};
use super::{code, journal};
use crate::account::Shared;
use crate::challenge;
use crate::citizen;
use crate::code_page::Outgoing;
use crate::flow;
use axum::extract::State;
use civic::IdentityNumber;
use credentials::challenge::SpentId;
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Submission, Typed};

/// The form.
const FORM: Form = Form {
    purpose: super::letters::PURPOSE,
    words: Words {
        title: "recovery-start-title",
        lead: "recovery-start-lead",
        button: "recovery-start-button",
        next: "recovery-start-next",
    },
    asks_phone: false,
};

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    FORM.draw(&account, &arrival, Typed::default(), Said::default())
}

/// Takes the form. Which page follows does not depend on whether there is an account, and neither
/// does what is done for it.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let (arrival, mut said) = (&submission.arrival, Said::default());
    if submission.typed.has("refresh-challenge") {
        return FORM.draw(&account, arrival, submission.typed, said);
    }
    let identity = FORM.read(&account, &submission, &mut said);
    let (Some(identity), true) = (identity, said.complaints.is_empty()) else {
        return FORM.draw(&account, arrival, submission.typed, said);
    };
    let form = match FORM.press(&account, arrival, &submission.typed).await? {
        Pressed::First(form) => form,
        Pressed::LedTo(path) => return Ok(arrival.page.go(&path)),
        Pressed::Again(said) => return FORM.draw(&account, arrival, submission.typed, said),
    };
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    if let Some(held) = records::under_way(reader, &account, visit, &identity, arrival.now).await? {
        return go_on(&account, arrival, &held, form).await;
    }
    match begin(&account, arrival, identity, form).await? {
        Ok(id) => Ok(arrival.page.go(&Step::ConfirmPhone.path(id))),
        Err(reopens) => {
            let said = form::full(&account, form, reopens).await?;
            FORM.draw(&account, arrival, submission.typed, said)
        }
    }
}

/// The same number was sent in this browser before and waits for its code: nothing is sent again.
async fn go_on(account: &Shared, arrival: &Arrival, held: &Held, form: SpentId) -> Answer {
    challenge::conclude(account, form, &form::led_to(held.id)).await?;
    Ok(held.go(&arrival.page))
}

/// Writes a recovery with a code and its letter, whoever the number belongs to; or says when it may
/// be tried again.
async fn begin(
    account: &Shared,
    arrival: &Arrival,
    identity: IdentityNumber,
    form: SpentId,
) -> Result<Result<RecoveryId, Moment>, Fault> {
    let (page, now) = (&arrival.page, arrival.now);
    for room in [
        limits::wrong_codes(account, &identity).asleep(account, now).await?,
        limits::message_room(account, &identity, arrival.address, now).await?,
    ] {
        if let Room::None { reopens } = room {
            return Ok(Err(reopens));
        }
    }
    let reached = citizen::reached(account.store.reader(), account, &identity).await?;
    let holder = reached.map(|(citizen, phone)| Holder { citizen, phone });
    let citizen = holder.as_ref().map(|holder| holder.citizen);
    let id = RecoveryId::new(now, &account.chance);
    let sent = CodeSent { identity, holder };
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
