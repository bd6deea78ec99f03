//! *Quên mật khẩu*, until recovery is open: what to do meanwhile.

use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "login/forgotten.html")]
struct ForgottenPage {
    page: Page,
}

/// The page.
pub(super) async fn show(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &ForgottenPage { page: page.clone() })?)
}
