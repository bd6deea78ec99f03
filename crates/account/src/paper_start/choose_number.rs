//! Which telephone number serves from now on: the one the account has, or a new one, to which a
//! code goes. A number of an account must be in this person's name. Somebody who comes because the
//! operator does not hold their number for them may use it all the same, as two officers have seen
//! who they are; but never one that serves somebody else's account.

use super::records::{self, Held};
use super::steps::{Accepted, Number, PaperStart};
use crate::account::Shared;
use crate::admin::steps::Whom;
use crate::citizen::{self, CitizenId, Person};
use crate::code_page::Outgoing;
use crate::flow::{self, Here, Sent};
use crate::new_number::{self, Doubt, Pending};
use askama::Template;
use civic::PhoneNumber;
use credentials::limit::Room;
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Submission, Typed};

#[derive(Template)]
#[template(path = "paper_start/choose_number.html")]
struct ChooseNumberPage {
    page: web::Page,
    form: FormView,
    /// The number the account has, masked; empty for none.
    present: String,
    /// Whether one may go on without a new one.
    may_skip: bool,
}

/// Shows the field.
pub(super) async fn show(Here { account, arrival, held }: Here<PaperStart>) -> Answer {
    let PaperStart::Accepted(accepted) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let mut typed = Typed::default();
    if let Whom::Newcomer(person) = &accepted.whom {
        typed.set("phone", person.phone.national());
    }
    draw(&account, &arrival, &held, typed, &Complaints::default()).await
}

/// Takes a number, or goes on with the one there is.
pub(super) async fn submit(Sent { account, submission, held }: Sent<PaperStart>) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let PaperStart::Accepted(accepted) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if let (true, Some(settled)) = (typed.has("keep"), accepted.clone().without_number()) {
        keep(&account, &held, &PaperStart::NumberSettled(settled)).await?;
    } else if let Some(phone) = new_number::read(&typed, &mut complaints) {
        let (person, _) = records::person(&account, &accepted.whom).await?;
        match judge(&account, &arrival, (accepted, person), phone).await? {
            Err(complaint) => complaints.about("phone", complaint),
            Ok(number) => {
                if let Room::None { reopens } =
                    send(&account, &arrival, &held, accepted, number).await?
                {
                    let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
                    complaints.about_with("phone", "new-number-closed", time);
                }
            }
        }
    }
    if !complaints.is_empty() {
        return draw(&account, &arrival, &held, typed, &complaints).await;
    }
    let present = held.again(&account, &arrival).await?;
    Ok(present.go(&arrival.page))
}

/// What the operator says of a number, and whether that is enough here.
async fn judge(
    account: &Shared,
    arrival: &Arrival,
    (accepted, person): (&Accepted, Person),
    phone: PhoneNumber,
) -> Result<Result<Number, &'static str>, Fault> {
    let person = Person { phone: phone.clone(), ..person };
    let doubt = match new_number::ask(account, &person, arrival).await? {
        Ok(()) => return Ok(Ok(Number { phone, is_theirs: true })),
        Err(doubt) => doubt,
    };
    let nobody = CitizenId(Uuid::nil());
    Ok(match (&accepted.whom, doubt) {
        (Whom::Citizen(_), Doubt::NotTheirs) => Err("paper-start-number-not-theirs"),
        (Whom::Citizen(_), Doubt::Unknown) => Err("paper-start-number-unknown"),
        (Whom::Newcomer(_), _) => {
            match citizen::is_phone_held(account.store.reader(), account, &phone, nobody).await? {
                true => Err("paper-start-number-held"),
                false => Ok(Number { phone, is_theirs: false }),
            }
        }
    })
}

async fn keep(account: &Shared, held: &Held, next: &PaperStart) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        flow::save(tx, account, taken, next)
    })
}

async fn send(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    accepted: &Accepted,
    number: Number,
) -> Result<Room, Fault> {
    let next = accepted.clone().number_sent(number);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(Room::Left) };
        let pending = Pending { holder: held.id.0, phone: &next.number.phone };
        let room = pending.send(tx, account, arrival, Outgoing::New).await?;
        if room == Room::Left {
            flow::save(tx, account, taken, &PaperStart::NumberSent(next.clone()))?;
        }
        Ok(room)
    })
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    typed: Typed,
    complaints: &Complaints,
) -> Answer {
    let PaperStart::Accepted(accepted) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let (person, has_phone) = records::person(account, &accepted.whom).await?;
    let present = if has_phone { person.phone.masked_for_registration() } else { String::new() };
    let template = ChooseNumberPage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, complaints),
        present,
        may_skip: matches!(accepted.whom, Whom::Citizen(_)),
    };
    Ok(arrival.page.draw(complaints.status(), &template)?)
}
