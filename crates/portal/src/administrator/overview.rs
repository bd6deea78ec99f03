//! Everything administrators may do, and what waits for their word.

use super::present::Administrator;
use crate::catalogue::proposal;
use crate::portal::Shared;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "administrator/overview.html")]
struct OverviewPage {
    page: Page,
    /// Codes of procedures somebody proposed something for, and when.
    waiting: Vec<(String, String)>,
}

/// Shows it.
pub(super) async fn show(
    State(portal): State<Shared>,
    _: Administrator,
    arrival: Arrival,
) -> Answer {
    let waiting = proposal::waiting(portal.store.reader()).await?;
    let waiting = waiting.into_iter().map(|one| (one.code, one.at.in_vietnam())).collect();
    let page = arrival.page;
    Ok(page.draw(StatusCode::OK, &OverviewPage { page: page.clone(), waiting })?)
}
