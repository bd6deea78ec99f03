//! Done: the password is a new one, and the way to sign in with it. Nobody is signed in by this.

use super::records;
use super::steps::{Recovery, RecoveryId};
use crate::account::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "recovery/done.html")]
struct DonePage {
    page: Page,
    ended: usize,
}

/// Shows the end, until the recovery is forgotten.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RecoveryId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    let Recovery::Finished(finished) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(id)));
    };
    let template = DonePage { page: arrival.page.clone(), ended: finished.ended };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}
