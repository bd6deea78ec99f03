//! The page that says what there is to read, for people and programs.

use crate::portal::Shared;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "open_data/about.html")]
struct AboutPage {
    page: Page,
}

/// Shows it.
pub(super) async fn show(State(_): State<Shared>, arrival: Arrival) -> Answer {
    let page = arrival.page.without_new_visit();
    Ok(page.draw(StatusCode::OK, &AboutPage { page: page.clone() })?)
}
