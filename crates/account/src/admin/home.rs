//! The first page of the desk: looking somebody up, and the cases under way.

use super::records;
use super::steps::{Case, Stage};
use crate::account::Shared;
use crate::officer::{Officer, Role};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use ground::Moment;
use web::{Answer, Arrival, Complaints, FormView, Page, Typed};

#[derive(Template)]
#[template(path = "admin/home.html")]
struct HomePage {
    page: Page,
    form: FormView,
    asks: bool,
    decides: bool,
    waiting: Vec<Line>,
    own: Vec<Line>,
}

/// One case in a list.
pub(super) struct Line {
    pub(super) path: String,
    identity: String,
    pub(super) asked_at: String,
    pub(super) stage: &'static str,
}

impl Line {
    pub(super) fn of(case: &Case, now: Moment) -> Self {
        Self {
            path: format!("/quay/ho-so/{}", case.id),
            identity: case.asked.identity.masked(),
            asked_at: case.asked_at.in_vietnam(),
            stage: in_words(case.stage(now)),
        }
    }
}

/// A stage in words, by the key of its text.
pub(super) fn in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Asked => "admin-stage-asked",
        Stage::Approved => "admin-stage-approved",
        Stage::Refused => "admin-stage-refused",
        Stage::Withdrawn => "admin-stage-withdrawn",
        Stage::Used => "admin-stage-used",
        Stage::Over => "admin-stage-over",
    }
}

/// Shows what this officer may do.
pub(super) async fn show(
    State(account): State<Shared>,
    officer: Officer,
    arrival: Arrival,
) -> Answer {
    draw(&account, &officer, &arrival, Typed::default(), (StatusCode::OK, Complaints::default()))
        .await
}

/// Leads from an address that only takes forms to the page they stand on.
pub(super) async fn back(arrival: Arrival) -> Answer {
    Ok(arrival.page.go("/quay"))
}

/// Draws the page with what was typed and what is to be said about it.
pub(super) async fn draw(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    typed: Typed,
    (status, complaints): (StatusCode, Complaints),
) -> Answer {
    let (reader, now) = (account.store.reader(), arrival.now);
    let (asks, decides) = (officer.is(Role::Desk), officer.is(Role::DeskApprover));
    let (mut waiting, mut own) = (Vec::new(), Vec::new());
    if decides {
        waiting = records::waiting(reader, account, officer.citizen, now).await?;
        waiting.retain(|case| case.may_be_decided_by(officer.citizen, now));
    }
    if asks {
        own = records::asked_by(reader, account, officer.citizen).await?;
    }
    let lines = |cases: Vec<Case>| cases.iter().map(|case| Line::of(case, now)).collect();
    let template = HomePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, &complaints),
        asks,
        decides,
        waiting: lines(waiting),
        own: lines(own),
    };
    Ok(arrival.page.draw(status, &template)?)
}
