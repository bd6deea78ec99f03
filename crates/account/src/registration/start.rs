//! The form: who the applicant is, and the challenge; behind it the operator's answer and the
//! first code.

use super::code;
use super::records::{self, Held};
use super::refusal::Refusal;
use super::steps::{Registration, RegistrationId, Started, Step};
use super::{applicant, journal, limits};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::citizen::{self, Person};
use crate::desk_reference::{self, Reason};
use crate::flow;
use crate::settings::ExistenceMessage;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use credentials::challenge::SpentId;
use credentials::limit::Room;
use ground::{Fault, Moment};
use outside::SubscriberAnswer;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// What the challenge is bound to.
const PURPOSE: &str = super::letters::PURPOSE;

/// How the outcome of a form begins that led to a registration.
const LED_TO: &str = "started ";

#[derive(Template)]
#[template(path = "registration/start.html")]
struct StartPage {
    page: Page,
    form: FormView,
    challenge: ChallengeView,
    refusal: Refusal,
    accepts_old: bool,
}

/// Shows the empty form, which is the same for everyone but for its tokens; or, to whoever switches
/// the language after a mismatch, what they were told.
pub(super) async fn show(
    State(account): State<Shared>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    if let Some(refusal) = query.and_then(|query| Refusal::of_query(&account, &query)) {
        let nothing = (Typed::default(), Complaints::default());
        return Ok(draw_as(StatusCode::OK, &account, &arrival, nothing, refusal)?);
    }
    let Arrival { page, now, address, .. } = &arrival;
    let tokens = challenge::tokens(&account, page, PURPOSE, *now, *address)?;
    let tokens = [tokens.puzzle.as_str(), &tokens.bits, &tokens.image];
    let drawn = page.draw_stencil("registration.start", &tokens, |page| StartPage {
        page,
        form: FormView::default(),
        challenge: ChallengeView::stencil(&account, PURPOSE),
        refusal: Refusal::None,
        accepts_old: account.settings.registration.accept_old_numbers,
    });
    Ok(drawn?)
}

/// Takes the form: reads it, checks the challenge, asks the operator, sends the code.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    if typed.has("refresh-challenge") {
        return Ok(draw(&account, &arrival, typed, &complaints, Refusal::None)?);
    }
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let accept_old = account.settings.registration.accept_old_numbers;
    let person = applicant::read(&typed, accept_old, arrival.now, &mut complaints);
    let (Some(person), true) = (person, complaints.is_empty()) else {
        return Ok(draw(&account, &arrival, typed, &complaints, Refusal::None)?);
    };
    account.watch.note(arrival.address, arrival.now);
    let form = match challenge::check(&account, &arrival.page, &typed, PURPOSE, arrival.now).await?
    {
        Checked::Passed(form) => form,
        Checked::SentBefore(form) => return second_press(&account, &arrival, typed, form).await,
        Checked::Refused(refusal) => {
            complaints.about("challenge-answer", challenge::complaint(refusal));
            return Ok(draw(&account, &arrival, typed, &complaints, Refusal::None)?);
        }
    };
    let reader = account.store.reader();
    let visit = arrival.page.visit();
    if let Some(held) = records::under_way(reader, &account, visit, &person, arrival.now).await? {
        return go_on(&account, &arrival, &held, form).await;
    }
    match admit(&account, &arrival, person).await {
        Ok(Admitted::Verified(started)) => begin(&account, &arrival, *started, form).await,
        Ok(Admitted::Refused(refusal)) => {
            challenge::conclude(&account, form, &refusal.to_outcome()).await?;
            Ok(draw(&account, &arrival, typed, &complaints, refusal)?)
        }
        Err(fault) => {
            // Whoever pressed twice must not wait for an answer that will not come.
            let _ = challenge::conclude(&account, form, "fault").await;
            Err(fault.into())
        }
    }
}

enum Admitted {
    Verified(Box<Started>),
    Refused(Refusal),
}

/// Limits first, then who has an account and what the operator knows, which would otherwise be
/// oracles about other people.
async fn admit(account: &Shared, arrival: &Arrival, person: Person) -> Result<Admitted, Fault> {
    let now = arrival.now;
    let rules = &account.settings.registration;
    let wrong_codes = limits::wrong_codes(account, &person.phone);
    if let Room::None { reopens } = wrong_codes.asleep(account, now).await? {
        return Ok(Admitted::Refused(Refusal::Limit(reopens.in_vietnam())));
    }
    let room = limits::ask_operator(account, &person, arrival.address, now).await?;
    if let Room::None { reopens } = room {
        return Ok(Admitted::Refused(Refusal::Limit(reopens.in_vietnam())));
    }
    if rules.existence_message == ExistenceMessage::BeforeCode
        && citizen::has_account(account.store.reader(), account, &person).await?
    {
        return Ok(Admitted::Refused(Refusal::Exists));
    }
    let correlator = account.chance.row_id(now);
    let Person { phone, identity, name, birth, .. } = &person;
    let answer = account.operator.match_subscriber(phone, identity, name, birth, correlator).await;
    metrics::counter!("operator_answers_total", "answer" => format!("{answer:?}")).increment(1);
    let refusal = match answer {
        SubscriberAnswer::Match => return Ok(Admitted::Verified(Box::new(Started { person }))),
        SubscriberAnswer::Unreachable => Refusal::OperatorAway,
        SubscriberAnswer::NotAvailable => Refusal::OperatorSilent,
        SubscriberAnswer::Mismatch => {
            let kept = rules.reference_kept;
            let reference = in_transaction!(account.store, |tx| {
                desk_reference::write(tx, account, Reason::Mismatch, &person, kept, now).await
            })?;
            Refusal::Mismatch(reference)
        }
    };
    Ok(Admitted::Refused(refusal))
}

fn led_to(id: RegistrationId) -> String {
    format!("{LED_TO}{id}")
}

/// The same person has sent the form in this browser before and is under way: nobody is asked and
/// nothing is sent again.
async fn go_on(account: &Shared, arrival: &Arrival, held: &Held, form: SpentId) -> Answer {
    in_transaction!(account.store, |tx| {
        credentials::challenge::conclude(tx, &form.bytes(), &led_to(held.id));
        Ok(())
    })?;
    Ok(held.go(&arrival.page))
}

/// Writes the registration and, where a message may go out now, the first code's letter.
async fn begin(account: &Shared, arrival: &Arrival, started: Started, form: SpentId) -> Answer {
    let (page, now) = (&arrival.page, account.clock.now());
    let phone = started.person.phone.clone();
    let verified = started.verified_by_operator(now);
    let id = RegistrationId::new(now, &account.chance);
    let new_code = code::of(account, id, page, &phone);
    let outgoing = code::outgoing(account, &new_code, None, false, now).await?;
    in_transaction!(account.store, |tx| {
        let (mut next, mut room) = (Registration::SubscriberVerified(verified.clone()), Room::Left);
        if let Ok(outgoing) = outgoing {
            room = limits::send_message(tx, account, &phone.e164(), arrival.address, now).await?;
            if room == Room::Left {
                let to = (page, &phone);
                let letter = code::send(tx, account, &new_code, outgoing, to, now).await?;
                next = Registration::CodeSent(verified.clone().code_sent(letter));
            }
        }
        let until = now.plus(account.settings.registration.pending);
        flow::insert(tx, account, (id, &next), page.visit(), now, until)?;
        if let Room::None { reopens } = room {
            let pending = account.settings.registration.pending;
            flow::keep_until::<Registration>(tx, id, reopens.plus(pending));
        }
        credentials::challenge::conclude(tx, &form.bytes(), &led_to(id));
        journal::note(tx, account, id, "registration.started", now);
        Ok(())
    })?;
    Ok(page.go(&Step::ConfirmPhone.path(id)))
}

/// The button was pressed twice: what the first press led to is shown.
async fn second_press(account: &Shared, arrival: &Arrival, typed: Typed, form: SpentId) -> Answer {
    let mut refusal = Refusal::None;
    if let Some(outcome) = challenge::first_press(account, form).await? {
        if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
            let held = flow::here::<Registration>(account, id, arrival).await?;
            return Ok(held.go(&arrival.page));
        }
        refusal = Refusal::of_outcome(&outcome);
    }
    let mut complaints = Complaints::default();
    if refusal == Refusal::None {
        complaints.about_all("registration-send-again");
    }
    Ok(draw(account, arrival, typed, &complaints, refusal)?)
}

fn draw(
    account: &Shared,
    arrival: &Arrival,
    typed: Typed,
    complaints: &Complaints,
    refusal: Refusal,
) -> Result<Response, Fault> {
    let status = match &refusal {
        Refusal::None => complaints.status(),
        refused => refused.status(),
    };
    draw_as(status, account, arrival, (typed, complaints.clone()), refusal)
}

fn draw_as(
    status: StatusCode,
    account: &Shared,
    arrival: &Arrival,
    (mut typed, complaints): (Typed, Complaints),
    refusal: Refusal,
) -> Result<Response, Fault> {
    let mut page = arrival.page.clone();
    // The address of this page in the other language says the reference, too.
    let path = page.path.split('?').next().unwrap_or_default();
    page.path = format!("{path}{}", refusal.query(account));
    typed.forget(&["challenge-answer"]);
    let form = FormView::new(&page, typed, &complaints);
    let now: Moment = arrival.now;
    let challenge = challenge::draw(account, &page, PURPOSE, now, arrival.address)?;
    let accepts_old = account.settings.registration.accept_old_numbers;
    let template = StartPage { page, form, challenge, refusal, accepts_old };
    arrival.page.draw(status, &template)
}
