//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::code::{self, NewCode};
use super::records::Held;
use super::steps::{Login, Step, WayChosen};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen;
use crate::code_page::Outgoing;
use crate::flow::{self, Sent};
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::Answer;

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Login>) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    let on = held.go(&arrival.page);
    let Some(chosen) = chosen(&held.state) else { return Ok(on) };
    if held.state.page() != Step::EnterCode || !submission.is_genuine {
        return Ok(on);
    }
    let citizen = chosen.proved.citizen;
    let holder = citizen::holder(account.store.reader(), &account, citizen).await?;
    if let Some(new) = NewCode::of(&account, held.id, &arrival.page, &holder, chosen.way) {
        let latest = new.code.latest(&account).await?;
        let has_failed = code::message(&account, &arrival.page, &held).await?.has_failed();
        if let Ok(outgoing) = new.code.outgoing(latest, has_failed, now) {
            send(&account, &held, (&new, chosen), outgoing, now).await?;
        }
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
    held: &Held,
    (new, chosen): (&NewCode, WayChosen),
    outgoing: Outgoing,
    now: Moment,
) -> Result<(), Fault> {
    let (citizen, way) = (chosen.proved.citizen, chosen.way);
    if new.code.wrong_codes.asleep(account, now).await? != Room::Left {
        return Ok(());
    }
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        if limits::send(tx, account, citizen, way, now).await? != Room::Left {
            return Ok(());
        }
        let letter = new.send(tx, account, outgoing, now).await?;
        flow::save(tx, account, taken, &Login::CodeSent(chosen.clone().code_sent(letter)))?;
        journal::note(tx, account, (held.id, citizen), "login.code_sent_again", now);
        Ok(())
    })
}
