//! Entering the code that went to the new telephone. Behind it the operator says whether that is the
//! citizen's; then the same day passes as for a password that rests on a code alone, and everybody
//! the account's letters reach may object. What is shown is the same for a number nobody has.

use super::letters::{self, DELAYED, READY};
use super::records::{self, Held};
use super::steps::{NumberSent, Recovery};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen::{self, Citizen, Person};
use crate::code_page::Tried;
use crate::flow::{Here, Sent};
use crate::new_number::{self, Asking, Pending};
use crate::{flow, notice};
use civic::{BirthDate, PersonName};
use credentials::limit::Room;
use ground::Fault;
use ground::fault::Doing;
use store::in_transaction;
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Complaints};

/// Shows the field for the code.
pub(super) async fn show(Here { account, arrival, held }: Here<Recovery>) -> Answer {
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// What the code belongs to.
fn pending<'a>(held: &Held, sent: &'a NumberSent) -> Pending<'a> {
    Pending { holder: held.id.0, phone: &sent.phone }
}

/// Takes the code.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let arrival = &submission.arrival;
    let Recovery::NumberSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    match pending(&held, sent).tried(&account, &submission).await? {
        Tried::Right(code) => {
            let room = limits::change_number(&account, &sent.identity, arrival.now).await?;
            if let Room::None { reopens } = room {
                let mut complaints = Complaints::default();
                let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
                complaints.about_with("", "recovery-number-often", time);
                return draw(&account, arrival, &held, complaints).await;
            }
            advance(&account, arrival, &held, sent, code).await?;
        }
        Tried::Wrong => {}
        Tried::Refused(complaints) => return draw(&account, arrival, &held, complaints).await,
    }
    let present = held.again(&account, arrival).await?;
    Ok(present.go(&arrival.page))
}

/// The code was right: the operator is asked, about somebody invented where there is no account, and
/// the day begins where the answer is clear.
async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    sent: &NumberSent,
    code: Uuid,
) -> Result<(), Fault> {
    let (now, id, language) = (arrival.now, held.id, arrival.page.language);
    let settings = &account.settings.recovery;
    let until = now.plus(settings.delay);
    let citizen = match sent.citizen {
        Some(citizen) => citizen::load(account.store.reader(), account, citizen).await?,
        None => None,
    };
    let person = person(sent, citizen.as_ref())?;
    let is_theirs = new_number::ask(account, &person, arrival).await?.is_ok();
    let next = sent.clone().confirmed(is_theirs && citizen.is_some(), now, until);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        if !pending(held, sent).redeem(tx, account, arrival, code).await? {
            return Ok(());
        }
        let kept = until.plus(settings.link);
        let (Recovery::Delayed(delayed), Some(citizen)) = (next.clone(), &citizen) else {
            journal::note(tx, account, id, "recovery.number_confirmed", now);
            return records::save(tx, account, taken, &next, kept);
        };
        let letter = |kind, due| letters::notice(kind, id, language, due);
        let notices = notice::tell(tx, account, citizen, &letter(DELAYED, now), now)?;
        let next = Recovery::Delayed(delayed.told_by(notices));
        records::save(tx, account, taken, &next, kept)?;
        // The link goes to the new telephone alone: the old one may be a stranger's by now.
        let renewed = Citizen {
            person: person.clone(),
            has_phone: true,
            has_email: false,
            ..citizen.clone()
        };
        notice::tell(tx, account, &renewed, &letter(READY, until), now)?;
        let event = ("recovery.delayed", "new_number");
        journal::note_of(tx, account, (id, citizen.id), event, now);
        Ok(())
    })
}

/// Whom the operator is asked about: the citizen with the new telephone, or somebody who is not
/// there, so that the answer takes as long.
fn person(sent: &NumberSent, citizen: Option<&Citizen>) -> Result<Person, Fault> {
    const DOING: &str = "inventing somebody";
    let phone = sent.phone.clone();
    Ok(match citizen {
        Some(citizen) => Person { phone, ..citizen.person.clone() },
        None => Person {
            identity: sent.identity.clone(),
            name: PersonName::parse("Không Ai Cả").doing(DOING)?,
            birth: BirthDate::from_iso("1990-01-01").doing(DOING)?,
            phone,
            email: None,
        },
    })
}

/// Sends the code again, if it is time and there is room; the page says either way.
pub(super) async fn resend(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let arrival = &submission.arrival;
    if let (Recovery::NumberSent(sent), true) = (&held.state, submission.is_genuine) {
        in_transaction!(account.store, |tx| {
            new_number::resend(tx, &account, arrival, &held, &sent.phone).await
        })?;
    }
    Ok(held.go(&arrival.page))
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: Complaints) -> Answer {
    let Recovery::NumberSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let asking = Asking {
        title: "recovery-number-confirm-title",
        sent: "recovery-number-sent",
        steps: &[],
        other: None,
    };
    let resend_path = format!("/quen-mat-khau/{}/gui-lai-so-moi", held.id);
    pending(held, sent).draw(account, arrival, asking, resend_path, complaints).await
}
