//! The form of somebody who no longer has the telephone of their account: whose it is, the new
//! telephone, and the challenge; behind it a code to the new telephone, whoever the number belongs
//! to.

use super::pressed::{self, Pressed};
use super::steps::{NumberSent, Recovery, RecoveryId};
use super::{journal, records};
use crate::account::Shared;
use crate::challenge::{self, ChallengeView, Checked};
use crate::code_page::Outgoing;
use crate::new_number::{self, Pending};
use crate::{citizen, flow};
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
const PURPOSE: &str = "recovery.new_number";

#[derive(Template)]
#[template(path = "recovery/lose_number.html")]
struct LoseNumberPage {
    page: Page,
    form: FormView,
    challenge: ChallengeView,
    /// When a limit reopens that is reached; empty for none.
    reopens: String,
}

/// Shows the empty form.
pub(super) async fn show(State(account): State<Shared>, arrival: Arrival) -> Answer {
    Ok(draw(&account, &arrival, Typed::default(), &Complaints::default(), String::new())?)
}

/// Takes the form. Which page follows does not depend on whether there is an account.
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
    let phone = new_number::read(&typed, &mut complaints);
    let (Some(identity), Some(phone), true) = (identity, phone, complaints.is_empty()) else {
        return Ok(draw(&account, &arrival, typed, &complaints, String::new())?);
    };
    account.watch.note(arrival.address, arrival.now);
    let checked = challenge::check(&account, &arrival.page, &typed, PURPOSE, arrival.now).await?;
    let mut reopens = String::new();
    match checked {
        Checked::Refused(refusal) => {
            complaints.about("challenge-answer", challenge::complaint(refusal));
        }
        Checked::SentBefore(form) => match pressed::first(&account, &arrival, form).await? {
            Pressed::LedTo(path) => return Ok(arrival.page.go(&path)),
            Pressed::Limit(until) => reopens = until,
            Pressed::Nothing => complaints.about_all("recovery-send-again"),
        },
        Checked::Passed(form) => {
            let citizen = citizen::find(account.store.reader(), &account, &identity).await?;
            let sent = NumberSent { identity, phone, citizen };
            match begin(&account, &arrival, sent, form).await? {
                Ok(path) => return Ok(arrival.page.go(&path)),
                Err(until) => {
                    reopens = until.in_vietnam();
                    challenge::conclude(&account, form, &pressed::limit(&reopens)).await?;
                }
            }
        }
    }
    Ok(draw(&account, &arrival, typed, &complaints, reopens)?)
}

/// Writes a recovery with a code to the new telephone; or says when it may be tried again.
async fn begin(
    account: &Shared,
    arrival: &Arrival,
    sent: NumberSent,
    form: SpentId,
) -> Result<Result<String, Moment>, Fault> {
    let (page, now) = (&arrival.page, arrival.now);
    let id = RecoveryId::new(now, &account.chance);
    let until = now.plus(account.settings.recovery.pending);
    let recovery = Recovery::NumberSent(sent.clone());
    in_transaction!(account.store, |tx| {
        let pending = Pending { holder: id.0, phone: &sent.phone };
        let room = pending.send(tx, account, arrival, Outgoing::New).await?;
        if let Room::None { reopens } = room {
            return Ok(Err(reopens));
        }
        flow::insert(tx, account, (id, &recovery), page.visit(), now, until)?;
        if let Some(citizen) = sent.citizen {
            records::belongs_to(tx, id, citizen);
        }
        credentials::challenge::conclude(tx, &form.bytes(), &pressed::led_to(id));
        journal::note(tx, account, id, "recovery.number_lost", now);
        Ok(Ok(recovery.page().path(id)))
    })
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
    let template = LoseNumberPage { page, form, challenge, reopens };
    arrival.page.draw(status, &template)
}
