//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::code::{self, NewCode};
use super::letters::PURPOSE;
use super::records::{self, Held};
use super::steps::{CodeSent, Registration, RegistrationId, Step};
use super::{journal, limits};
use crate::account::Shared;
use crate::flow;
use axum::extract::{Path, State};
use credentials::limit::Room;
use credentials::one_time_code::{self, Minted, Resend};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Submission};

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    let held = records::here(&account, id, arrival).await?;
    let page = held.state.page();
    if page != Step::ConfirmPhone || !submission.is_genuine {
        return Ok(arrival.page.go(&page.path(id)));
    }
    let latest = one_time_code::latest(account.store.reader(), id.0, PURPOSE).await?;
    let has_failed = code::has_failed(&account, &held.state).await?;
    match code::resend(&account, &held.state, latest.as_ref(), has_failed, now).await? {
        Resend::Wait { .. } => {}
        Resend::Same => send(&account, arrival, &held, latest).await?,
        Resend::Anew => send(&account, arrival, &held, None).await?,
    }
    Ok(arrival.page.go(&page.path(id)))
}

/// Counts the message, writes its letter and saves the state over the one that was read; a second
/// press at the same time finds it changed, counts nothing and sends nothing. Where there is no
/// room, the registration is kept until there is.
async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    again: Option<Minted>,
) -> Result<(), Fault> {
    let now = arrival.now;
    let Some(person) = held.state.person() else { return Ok(()) };
    let code = NewCode::of(account, held.id, &arrival.page, person.phone.clone());
    if limits::codes_asleep(account, &person.phone, now).await? != Room::Left {
        return Ok(());
    }
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        let pending = account.settings.registration.pending;
        let number = code.phone.e164();
        let room = limits::send_message(tx, account, &number, arrival.address, now).await?;
        if let Room::None { reopens } = room {
            held.keep_until(tx, reopens.plus(pending));
            return Ok(());
        }
        let letter = match &again {
            // Only whoever has taken the registration sends again.
            Some(latest) if !one_time_code::send_again(tx, latest, now).await? => {
                return Err(Fault::impossible("a code that was sent beside its registration"));
            }
            Some(latest) => code::write(tx, account, &code, latest.mint, now).await?,
            None => code::mint_and_write(tx, account, &code, now).await?,
        };
        let Some(next) = with_letter(held.state.clone(), letter) else { return Ok(()) };
        flow::save(tx, account, taken, &Registration::CodeSent(next))?;
        held.keep_until(tx, now.plus(pending));
        journal::note(tx, account, held.id, "registration.code_sent_again", now);
        Ok(())
    })
}

fn with_letter(registration: Registration, letter: Uuid) -> Option<CodeSent> {
    match registration {
        Registration::SubscriberVerified(verified) => Some(verified.code_sent(letter)),
        Registration::CodeSent(sent) => Some(sent.sent_again(letter)),
        _ => None,
    }
}
