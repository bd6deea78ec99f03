//! Entering the code that went to the new number.

use super::records::{self, Held};
use super::steps::{NumberSent, PaperStart, PaperStartId};
use crate::account::Shared;
use crate::flow;
use crate::new_number::{self, CodeView, Pending, Tried};
use askama::Template;
use axum::extract::{Path, State};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "paper_start/confirm_number.html")]
struct ConfirmNumberPage {
    page: Page,
    form: FormView,
    code: CodeView,
    resend_path: String,
}

/// What the code belongs to.
fn pending(held: &Held, sent: &NumberSent) -> (Uuid, civic::PhoneNumber) {
    (held.id.0, sent.number.phone.clone())
}

/// Shows the field for the code.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<PaperStartId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. A try is spent before anything is compared.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<PaperStartId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let held = records::here(&account, id, &arrival).await?;
    let PaperStart::NumberSent(sent) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(id)));
    };
    if !is_genuine {
        return draw(&account, &arrival, &held, Complaints::whole("form-cookies-again")).await;
    }
    let (holder, phone) = pending(&held, sent);
    let waits = Pending { holder, phone: &phone };
    match new_number::try_code(&account, &arrival, waits, typed.get("code")).await? {
        Tried::Right(code) => advance(&account, &arrival, &held, sent, code).await?,
        Tried::Wrong => {}
        Tried::Unread(complaint) => {
            let mut complaints = Complaints::default();
            complaints.about("code", complaint);
            return draw(&account, &arrival, &held, complaints).await;
        }
    }
    let present = records::here(&account, id, &arrival).await?;
    Ok(arrival.page.go(&present.state.page().path(id)))
}

async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    sent: &NumberSent,
    code: Uuid,
) -> Result<(), Fault> {
    let (holder, phone) = pending(held, sent);
    in_transaction!(account.store, |tx| {
        let waits = Pending { holder, phone: &phone };
        if let Some(taken) = flow::take(tx, held).await?
            && new_number::redeem(tx, account, arrival, waits, code).await?
        {
            let next = PaperStart::NumberSettled(sent.clone().confirmed());
            return flow::save(tx, account, taken, &next);
        }
        new_number::unused(tx, code);
        Ok(())
    })
}

/// Sends the code again, if it is time and there is room; the page says either way.
pub(super) async fn resend(
    State(account): State<Shared>,
    Path(id): Path<PaperStartId>,
    submission: Submission,
) -> Answer {
    let arrival = &submission.arrival;
    let held = records::here(&account, id, arrival).await?;
    if let (PaperStart::NumberSent(sent), true) = (&held.state, submission.is_genuine) {
        let (holder, phone) = pending(&held, sent);
        in_transaction!(account.store, |tx| {
            let Some(taken) = flow::take(tx, &held).await? else { return Ok(()) };
            let waits = Pending { holder, phone: &phone };
            new_number::resend(tx, &account, arrival, waits).await?;
            flow::save(tx, &account, taken, &held.state)
        })?;
    }
    Ok(arrival.page.go(&held.state.page().path(id)))
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    mut complaints: Complaints,
) -> Answer {
    let PaperStart::NumberSent(sent) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(held.id)));
    };
    let (holder, phone) = pending(held, sent);
    let code = new_number::view(account, arrival, Pending { holder, phone: &phone }).await?;
    let status = complaints.status();
    if let (true, Some(refused)) = (complaints.is_empty(), code.refused) {
        complaints.about("code", refused);
    }
    let template = ConfirmNumberPage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, Typed::default(), &complaints),
        code,
        resend_path: format!("/giay-khoi-dau/{}/gui-lai-otp", held.id),
    };
    Ok(arrival.page.draw(status, &template)?)
}
