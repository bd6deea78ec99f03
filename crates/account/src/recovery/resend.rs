//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::limits::{self, Counted};
use super::records::{self, Held};
use super::steps::{CodeSent, Recovery, RecoveryId};
use super::{code, code_view, journal};
use crate::account::Shared;
use crate::flow;
use axum::extract::{Path, State};
use credentials::limit::Room;
use credentials::one_time_code::{self, Minted, Resend};
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival, Submission};

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RecoveryId>,
    submission: Submission,
) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    let held = records::here(&account, id, arrival).await?;
    if let (Recovery::CodeSent(sent), true) = (&held.state, submission.is_genuine) {
        let latest = code_view::latest(&account, &held).await?;
        let settings = code::settings(&account);
        match latest.map_or(Resend::Anew, |code| Resend::decide(&code, now, &settings)) {
            Resend::Wait { .. } => {}
            Resend::Same => send(&account, arrival, &held, sent, latest).await?,
            Resend::Anew => send(&account, arrival, &held, sent, None).await?,
        }
    }
    Ok(arrival.page.go(&held.state.page().path(id)))
}

/// Counts the message and writes its letter, over the state that was read: a second press at the
/// same time finds it changed, counts nothing and sends nothing.
async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    sent: &CodeSent,
    again: Option<Minted>,
) -> Result<(), Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    if limits::codes_asleep(account, &sent.identity, now).await? != Room::Left {
        return Ok(());
    }
    let binding = code::binding(account, held.id, &arrival.page, sent);
    let pending = account.settings.recovery.pending;
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        let goes = match limits::send_message(tx, account, sent, arrival.address, now).await? {
            Counted::Full(reopens) => {
                held.keep_until(tx, reopens.plus(pending));
                return Ok(());
            }
            Counted::Goes => true,
            Counted::Silent => false,
        };
        let letter = (sent, goes, language);
        match &again {
            // Only whoever has taken the recovery sends again.
            Some(latest) if !one_time_code::send_again(tx, latest, now).await? => {
                return Err(Fault::impossible("a code that was sent beside its recovery"));
            }
            Some(latest) => code::write(tx, account, (&binding, latest.mint), letter, now)?,
            None => code::mint_and_write(tx, account, &binding, letter, now).await?,
        }
        records::save(tx, account, taken, &held.state, now.plus(pending))?;
        journal::note(tx, account, held.id, "recovery.code_sent_again", now);
        Ok(())
    })
}
