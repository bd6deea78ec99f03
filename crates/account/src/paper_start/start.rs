//! The form: the number and the code on the sheet. Whatever is wrong with either, the answer is the
//! same.

use super::steps::{Accepted, PaperStart, PaperStartId, Step};
use crate::account::Shared;
use crate::admin;
use crate::citizen::recovery_code::RecoveryCode;
use crate::flow;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use civic::IdentityNumber;
use credentials::limit::{self, Room};
use ground::Fault;
use store::in_transaction;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed, address};

#[derive(Template)]
#[template(path = "paper_start/start.html")]
struct StartPage {
    page: Page,
    form: FormView,
}

/// Shows the empty form.
pub(super) async fn show(arrival: Arrival) -> Answer {
    draw(&arrival.page, Typed::default(), StatusCode::OK, &Complaints::default())
}

/// Takes both. A try is counted before anything is looked for.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let Submission { arrival, mut typed, is_genuine } = submission;
    let (page, mut complaints) = (&arrival.page, Complaints::default());
    let identity = IdentityNumber::parse(typed.get("identity"), true);
    let identity = complaints.take("identity", identity, |_| "paper-start-identity-shape");
    let code = RecoveryCode::parse(typed.get("paper-code"));
    if code.is_none() {
        complaints.about("paper-code", "paper-start-code-shape");
    }
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    }
    typed.forget(&["paper-code"]);
    let (Some(identity), Some(code), true) = (identity, code, complaints.is_empty()) else {
        return draw(page, typed, StatusCode::UNPROCESSABLE_ENTITY, &complaints);
    };
    if let Room::None { reopens } = count(&account, &arrival, &identity).await? {
        let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
        complaints.about_with("", "paper-start-often", time);
        return draw(page, typed, StatusCode::TOO_MANY_REQUESTS, &complaints);
    }
    let Some(id) = accept(&account, &arrival, &identity, &code).await? else {
        complaints.about_all("paper-start-refused");
        return draw(page, typed, StatusCode::UNPROCESSABLE_ENTITY, &complaints);
    };
    Ok(page.go(&Step::ChooseNumber.path(id)))
}

/// Tries for one number are counted for each address by itself, so that nobody elsewhere can keep
/// the bearer of the sheet from using it. Its 120 bits are not guessed at any number of tries.
async fn count(
    account: &Shared,
    arrival: &Arrival,
    identity: &IdentityNumber,
) -> Result<Room, Fault> {
    let (buckets, settings) = (&account.buckets, &account.settings.desk);
    let from = address::counted(arrival.address).to_string();
    let here = format!("{} {from}", identity.as_str());
    let counted = [
        (buckets.of("paper starts", &here), settings.tries_per_identity),
        (buckets.of("paper starts address", &from), settings.tries_per_address),
    ];
    limit::count(&account.store, &counted, arrival.now).await
}

/// Begins a start in this browser, if the code is the one of this number's case.
async fn accept(
    account: &Shared,
    arrival: &Arrival,
    identity: &IdentityNumber,
    code: &RecoveryCode,
) -> Result<Option<PaperStartId>, Fault> {
    let (now, digest) = (arrival.now, code.digest());
    let case = admin::by_paper(account.store.reader(), account, &digest, now).await?;
    let Some(case) = case.filter(|case| case.asked.identity == *identity) else { return Ok(None) };
    let id = PaperStartId::new(now, &account.chance);
    let begun = PaperStart::Accepted(Accepted {
        case: case.id,
        sheet: digest.to_vec(),
        whom: case.asked.whom,
    });
    let until = now.plus(account.settings.recovery.pending);
    in_transaction!(account.store, |tx| {
        flow::insert(tx, account, (id, &begun), arrival.page.visit(), now, until)
    })?;
    Ok(Some(id))
}

fn draw(page: &Page, typed: Typed, status: StatusCode, complaints: &Complaints) -> Answer {
    let form = FormView::new(page, typed, complaints);
    Ok(page.draw(status, &StartPage { page: page.clone(), form })?)
}
