//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::code::{self, NewCode};
use super::records::{self, Held};
use super::steps::{Login, LoginId, Step, WayChosen};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen;
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
    Path(id): Path<LoginId>,
    submission: Submission,
) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    let held = records::here(&account, id, arrival).await?;
    let on = arrival.page.go(&held.state.path(id));
    let Some(chosen) = chosen(&held.state) else { return Ok(on) };
    if held.state.page() != Step::EnterCode || !submission.is_genuine {
        return Ok(on);
    }
    let reader = account.store.reader();
    let latest = one_time_code::latest(reader, id.0, chosen.way.purpose()).await?;
    let has_failed = code::has_failed(&account, &held).await?;
    match code::resend(&account, latest.as_ref(), has_failed, now) {
        Resend::Wait { .. } => {}
        Resend::Same => send(&account, arrival, &held, chosen, latest).await?,
        Resend::Anew => send(&account, arrival, &held, chosen, None).await?,
    }
    Ok(on)
}

/// The way a code goes again.
fn chosen(login: &Login) -> Option<WayChosen> {
    Some(login.proved()?.clone().way_chosen(login.way()?))
}

/// Counts the message, writes its letter and saves the state over the one that was read; a second
/// press at the same time finds it changed, counts nothing and sends nothing.
async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    chosen: WayChosen,
    again: Option<Minted>,
) -> Result<(), Fault> {
    let (now, citizen, way) = (arrival.now, chosen.proved.citizen, chosen.way);
    let holder = citizen::holder(account.store.reader(), account, citizen).await?;
    let code = NewCode::of(account, held.id, &arrival.page, &holder, way);
    let Some(code) = code else { return Ok(()) };
    if limits::asleep(account, citizen, way.purpose(), now).await? != Room::Left {
        return Ok(());
    }
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        if limits::send(tx, account, citizen, way, now).await? != Room::Left {
            return Ok(());
        }
        let letter = match &again {
            // Only whoever has taken the sign-in sends again.
            Some(latest) if !one_time_code::send_again(tx, latest, now).await? => {
                return Err(Fault::impossible("a code that was sent beside its sign-in"));
            }
            Some(latest) => code::write(tx, account, &code, latest.mint, now)?,
            None => code::mint_and_write(tx, account, &code, now).await?,
        };
        flow::save(tx, account, taken, &Login::CodeSent(chosen.clone().code_sent(letter)))?;
        journal::note(tx, account, (held.id, citizen), "login.code_sent_again", now);
        Ok(())
    })
}
