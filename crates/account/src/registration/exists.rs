//! The person is proved and has an account already: the way back into it.

use super::steps::Registration;
use crate::flow::Here;
use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Page};

#[derive(Template)]
#[template(path = "registration/exists.html")]
struct ExistsPage {
    page: Page,
    phone: String,
}

/// Shows that there is an account, to whoever has proved to be that person.
pub(super) async fn show(Here { account: _, arrival, held }: Here<Registration>) -> Answer {
    let page = arrival.page;
    let Registration::AlreadyRegistered(known) = &held.state else {
        return Ok(held.go(&page));
    };
    let template = ExistsPage { page: page.clone(), phone: known.phone_hint.clone() };
    Ok(page.draw(StatusCode::OK, &template)?)
}
