//! The first page of the desk.

use crate::account::Shared;
use crate::officer::{Officer, Role};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "admin/home.html")]
struct HomePage {
    page: Page,
    asks: bool,
    decides: bool,
}

/// Shows what this officer may do.
pub(super) async fn show(
    State(_account): State<Shared>,
    officer: Officer,
    arrival: Arrival,
) -> Answer {
    let template = HomePage {
        page: arrival.page.clone(),
        asks: officer.is(Role::Desk),
        decides: officer.is(Role::DeskApprover),
    };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}
