//! The first page of the desk: looking somebody up, and the cases under way.

use super::line::Line;
use super::records;
use super::steps::Case;
use crate::account::Shared;
use crate::officer::{Officer, Role};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
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
