//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::limits::{self, Counted};
use super::records::{self, Held};
use super::steps::{CodeSent, Recovery};
use super::{code, journal};
use crate::account::Shared;
use crate::code_page::{FlowCode, Outgoing};
use crate::flow::{self, Sent};
use credentials::limit::Room;
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival};

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    if let (Recovery::CodeSent(sent), true) = (&held.state, submission.is_genuine) {
        let code = code::of(&account, held.id, &arrival.page, sent);
        if let Ok(outgoing) = code.outgoing(code.latest(&account).await?, false, now) {
            send(&account, arrival, &held, (&code, sent), outgoing).await?;
        }
    }
    Ok(held.go(&arrival.page))
}

/// Counts the message and writes its letter, over the state that was read: a second press at the
/// same time finds it changed, counts nothing and sends nothing.
async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (code, sent): (&FlowCode, &CodeSent),
    outgoing: Outgoing,
) -> Result<(), Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    if code.wrong_codes.asleep(account, now).await? != Room::Left {
        return Ok(());
    }
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
        code::send(tx, account, code, outgoing, letter, now).await?;
        records::save(tx, account, taken, &held.state, now.plus(pending))?;
        journal::note(tx, account, held.id, "recovery.code_sent_again", now);
        Ok(())
    })
}
