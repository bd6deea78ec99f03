//! *Gửi lại OTP*: the same code again, a new one, or the moment from which on it may be asked for.

use super::records::Held;
use super::steps::{CodeSent, Registration, Step};
use super::{code, journal, limits};
use crate::account::Shared;
use crate::code_page::{FlowCode, Outgoing};
use crate::flow::{self, Sent};
use civic::PhoneNumber;
use credentials::limit::Room;
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival};

/// Sends a code again, if it is time and there is room; the page says either way.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Registration>) -> Answer {
    let (arrival, now) = (&submission.arrival, submission.arrival.now);
    let page = held.state.page();
    if page != Step::ConfirmPhone || !submission.is_genuine {
        return Ok(arrival.page.go(&page.path(held.id)));
    }
    if let Some(phone) = held.state.person().map(|person| &person.phone) {
        let code = code::of(&account, held.id, &arrival.page, phone);
        let latest = code.latest(&account).await?;
        let has_failed = code::message(&account, &arrival.page, &held).await?.has_failed();
        let outgoing = code::outgoing(&account, &code, latest, has_failed, now).await?;
        if let Ok(outgoing) = outgoing {
            send(&account, arrival, &held, (&code, phone), outgoing).await?;
        }
    }
    Ok(arrival.page.go(&page.path(held.id)))
}

/// Counts the message, writes its letter and saves the state over the one that was read; a second
/// press at the same time finds it changed, counts nothing and sends nothing. Where there is no
/// room, the registration is kept until there is.
async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (code, phone): (&FlowCode, &PhoneNumber),
    outgoing: Outgoing,
) -> Result<(), Fault> {
    let (page, now) = (&arrival.page, arrival.now);
    if code.wrong_codes.asleep(account, now).await? != Room::Left {
        return Ok(());
    }
    let pending = account.settings.registration.pending;
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        let room = limits::send_message(tx, account, &phone.e164(), arrival.address, now).await?;
        if let Room::None { reopens } = room {
            held.keep_until(tx, reopens.plus(pending));
            return Ok(());
        }
        let letter = code::send(tx, account, code, outgoing, (page, phone), now).await?;
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
