//! Done: the account is theirs, and the way to sign in. Nobody is signed in by this.

use super::records;
use super::steps::{PaperStart, PaperStartId};
use crate::account::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "paper_start/done.html")]
struct DonePage {
    page: Page,
    ended: usize,
    codes: Vec<String>,
}

/// Shows the end, until the start is forgotten.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<PaperStartId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    let PaperStart::Finished(finished) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(id)));
    };
    let template = DonePage {
        page: arrival.page.clone(),
        ended: finished.ended,
        codes: finished.codes.iter().map(|code| code.reveal().to_owned()).collect(),
    };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}
