//! The form: whose password it is, and the challenge; behind it the first code, or as much work for
//! nobody.

use super::limits::{self, Counted};
use super::pressed::{self, Pressed};
use super::records::{self, Held};
use super::steps::{CodeSent, Holder, Recovery, RecoveryId, Step};
use super::{code, journal};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::citizen;
use crate::code_page::Outgoing;
use crate::flow;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use civic::IdentityNumber;
use credentials::challenge::SpentId;
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// What the challenge is bound to.
const PURPOSE: &str = super::letters::PURPOSE;

#[derive(Template)]
#[template(path = "recovery/start.html")]
struct StartPage {
    page: Page,
    form: FormView,
    challenge: ChallengeView,
    /// When a limit reopens that is reached; empty for none.
    reopens: String,
    accepts_old: bool,
}

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    Ok(draw(&account, &arrival, Typed::default(), &Complaints::default(), String::new())?)
}

/// Takes the form. Which page follows does not depend on whether there is an account, and neither
/// does what is done for it.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    if typed.has("refresh-challenge") {
        return Ok(draw(&account, &arrival, typed, &complaints, String::new())?);
    }
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let accept_old = account.settings.registration.accept_old_numbers;
    let identity = IdentityNumber::parse(typed.get("identity"), accept_old);
    let identity = complaints.take("identity", identity, pressed::complaint);
    let (Some(identity), true) = (identity, complaints.is_empty()) else {
        return Ok(draw(&account, &arrival, typed, &complaints, String::new())?);
    };
    account.watch.note(arrival.address, arrival.now);
    let form = match challenge::check(&account, &arrival.page, &typed, PURPOSE, arrival.now).await?
    {
        Checked::Passed(form) => form,
        Checked::SentBefore(form) => return second_press(&account, &arrival, typed, form).await,
        Checked::Refused(refusal) => {
            complaints.about("challenge-answer", challenge::complaint(refusal));
            return Ok(draw(&account, &arrival, typed, &complaints, String::new())?);
        }
    };
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    if let Some(held) = records::under_way(reader, &account, visit, &identity, arrival.now).await? {
        return go_on(&account, &arrival, &held, form).await;
    }
    match begin(&account, &arrival, identity, form).await? {
        Ok(id) => Ok(arrival.page.go(&Step::ConfirmPhone.path(id))),
        Err(reopens) => {
            let reopens = reopens.in_vietnam();
            challenge::conclude(&account, form, &pressed::limit(&reopens)).await?;
            Ok(draw(&account, &arrival, typed, &complaints, reopens)?)
        }
    }
}

/// The same number was sent in this browser before and waits for its code: nothing is sent again.
async fn go_on(account: &Shared, arrival: &Arrival, held: &Held, form: SpentId) -> Answer {
    challenge::conclude(account, form, &pressed::led_to(held.id)).await?;
    Ok(arrival.page.go(&held.state.page().path(held.id)))
}

/// Writes a recovery with a code and its letter, whoever the number belongs to; or says when it may
/// be tried again.
async fn begin(
    account: &Shared,
    arrival: &Arrival,
    identity: IdentityNumber,
    form: SpentId,
) -> Result<Result<RecoveryId, Moment>, Fault> {
    let (page, now) = (&arrival.page, arrival.now);
    for room in [
        limits::wrong_codes(account, &identity).asleep(account, now).await?,
        limits::message_room(account, &identity, arrival.address, now).await?,
    ] {
        if let Room::None { reopens } = room {
            return Ok(Err(reopens));
        }
    }
    let reached = citizen::reached(account.store.reader(), account, &identity).await?;
    let holder = reached.map(|(citizen, phone)| Holder { citizen, phone });
    let citizen = holder.as_ref().map(|holder| holder.citizen);
    let id = RecoveryId::new(now, &account.chance);
    let sent = CodeSent { identity, holder };
    let code = code::of(account, id, page, &sent);
    in_transaction!(account.store, |tx| {
        let goes = match limits::send_message(tx, account, &sent, arrival.address, now).await? {
            Counted::Full(reopens) => return Ok(Err(reopens)),
            Counted::Goes => true,
            Counted::Silent => false,
        };
        let letter = (&sent, goes, page.language);
        code::send(tx, account, &code, Outgoing::New, letter, now).await?;
        let recovery = Recovery::CodeSent(sent.clone());
        let until = now.plus(account.settings.recovery.pending);
        flow::insert(tx, account, (id, &recovery), page.visit(), now, until)?;
        if let Some(citizen) = citizen {
            records::belongs_to(tx, id, citizen);
        }
        credentials::challenge::conclude(tx, &form.bytes(), &pressed::led_to(id));
        journal::note(tx, account, id, "recovery.started", now);
        Ok(Ok(id))
    })
}

/// The button was pressed twice: what the first press led to is shown.
async fn second_press(account: &Shared, arrival: &Arrival, typed: Typed, form: SpentId) -> Answer {
    let mut complaints = Complaints::default();
    let reopens = match pressed::first(account, arrival, form).await? {
        Pressed::LedTo(path) => return Ok(arrival.page.go(&path)),
        Pressed::Limit(reopens) => reopens,
        Pressed::Nothing => {
            complaints.about_all("recovery-send-again");
            String::new()
        }
    };
    Ok(draw(account, arrival, typed, &complaints, reopens)?)
}

fn draw(
    account: &Shared,
    arrival: &Arrival,
    mut typed: Typed,
    complaints: &Complaints,
    reopens: String,
) -> Result<Response, Fault> {
    let page = arrival.page.clone();
    let status = match reopens.is_empty() {
        true => complaints.status(),
        false => StatusCode::TOO_MANY_REQUESTS,
    };
    typed.forget(&["challenge-answer"]);
    let form = FormView::new(&page, typed, complaints);
    let challenge = challenge::draw(account, &page, PURPOSE, arrival.now, arrival.address)?;
    let accepts_old = account.settings.registration.accept_old_numbers;
    let template = StartPage { page, form, challenge, reopens, accepts_old };
    arrival.page.draw(status, &template)
}
