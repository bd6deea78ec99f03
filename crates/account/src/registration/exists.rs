//! The person is proved and has an account already: the way back into it.

use super::records;
use super::steps::{Registration, RegistrationId};
use crate::account::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "registration/exists.html")]
struct ExistsPage {
    page: Page,
    phone: String,
}

/// Shows that there is an account, to whoever has proved to be that person.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    let page = arrival.page;
    let Registration::AlreadyRegistered(known) = &held.state else {
        return Ok(page.go(&held.state.page().path(id)));
    };
    let template = ExistsPage { page: page.clone(), phone: known.phone_hint.clone() };
    Ok(page.draw(StatusCode::OK, &template)?)
}
