//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::code::{self, NewCode};
use super::letters::PURPOSE;
use super::records::{self, Held};
use super::steps::{CodeSent, Registration, RegistrationId, Step};
use super::{limits, message};
use crate::account::Shared;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::PhoneNumber;
use credentials::limit::Room;
use credentials::one_time_code::{self, Minted, Resend};
use ground::{Fault, Moment};
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Broken, Submission};

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let (page, now) = (&submission.arrival.page, submission.arrival.now);
    let held = records::load(account.store.reader(), &account, id, page.visit(), now).await?;
    let held = held.ok_or_else(|| Broken::refused(StatusCode::GONE))?;
    let here = Step::ConfirmPhone.path(id);
    let Some(phone) = phone_of(&held.registration).filter(|_| submission.is_genuine) else {
        return Ok(page.go(&held.registration.page().path(id)));
    };
    let latest = one_time_code::latest(account.store.reader(), id.0, PURPOSE).await?;
    let resend = match &latest {
        Some(latest) => decide(&account, &held.registration, latest, now).await?,
        None => Resend::Anew,
    };
    if let Resend::Wait { .. } = resend {
        return Ok(page.go(&here));
    }
    if let Room::None { .. } = limits::codes_asleep(&account, &phone, now).await? {
        return Ok(page.go(&here));
    }
    let from = submission.arrival.address;
    if let Room::None { reopens } = limits::send_message(&account, &phone, from, now).await? {
        let until = reopens.plus(account.settings.registration.pending);
        in_transaction!(account.store, |tx| records::keep_until(tx, id, until).await)?;
        return Ok(page.go(&here));
    }
    let again = latest.filter(|_| resend == Resend::Same);
    let code = NewCode::of(&account, id, page, phone);
    send(&account, &held, &code, again, now).await?;
    Ok(page.go(&here))
}

/// Nobody waits where the last message is known not to arrive.
async fn decide(
    account: &Shared,
    registration: &Registration,
    latest: &Minted,
    now: Moment,
) -> Result<Resend, Fault> {
    let settings = &account.settings.one_time_code;
    let resend = Resend::decide(latest, now, settings);
    if let (Resend::Wait { .. }, Registration::CodeSent(sent)) = (resend, registration)
        && message::has_failed(account, sent.letter).await?
    {
        return Ok(Resend::at_once(latest, now, settings));
    }
    Ok(resend)
}

/// Writes the letter and saves the state over the one that was read; a second press at the same
/// time finds it changed and sends nothing.
async fn send(
    account: &Shared,
    held: &Held,
    code: &NewCode,
    again: Option<Minted>,
    now: Moment,
) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        if !records::take(tx, held).await? {
            return Ok(());
        }
        let letter = match again {
            Some(latest) if !one_time_code::send_again(tx, &latest, now).await? => return Ok(()),
            Some(latest) => code::write(tx, account, code, latest.mint, now).await?,
            None => code::mint_and_write(tx, account, code, now).await?,
        };
        let Some(next) = with_letter(held.registration.clone(), letter) else { return Ok(()) };
        records::save(tx, account, held.id, &Registration::CodeSent(next)).await?;
        let until = now.plus(account.settings.registration.pending);
        records::keep_until(tx, held.id, until).await?;
        code::note(tx, account, held.id, "registration.code_sent_again", now).await
    })
}

fn with_letter(registration: Registration, letter: Uuid) -> Option<CodeSent> {
    match registration {
        Registration::SubscriberVerified(verified) => Some(verified.code_sent(letter)),
        Registration::CodeSent(sent) => Some(sent.sent_again(letter)),
        _ => None,
    }
}

fn phone_of(registration: &Registration) -> Option<PhoneNumber> {
    match registration {
        Registration::SubscriberVerified(verified) => Some(verified.person.phone.clone()),
        Registration::CodeSent(sent) => Some(sent.person.phone.clone()),
        _ => None,
    }
}
