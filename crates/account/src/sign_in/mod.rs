//! Signing in is not open yet: an honest page that says so and what to do meanwhile.

use crate::account::Shared;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use web::{Answer, Arrival, Page};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

#[derive(Template)]
#[template(path = "sign_in/closed.html")]
struct ClosedPage {
    page: Page,
}

/// The page, under each language.
pub fn routes() -> Router<Shared> {
    Router::new().route("/vi/dang-nhap", get(show)).route("/en/dang-nhap", get(show))
}

async fn show(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &ClosedPage { page: page.clone() })?)
}
