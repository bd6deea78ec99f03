//! The page for requests that no client may be answered on: leading a person to an address that is
//! nobody's would serve only who made it up.

use super::request::check::Unanswerable;
use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Page};

#[derive(Template)]
#[template(path = "oidc/unanswerable.html")]
struct UnanswerablePage {
    page: Page,
    why: &'static str,
}

/// Says what is wrong. Nobody is led anywhere.
pub(super) fn draw(page: &Page, why: Unanswerable) -> Answer {
    let why = match why {
        Unanswerable::Client => "openid-wrong-client",
        Unanswerable::RedirectUri => "openid-wrong-address",
        Unanswerable::Form => "openid-wrong-form",
        Unanswerable::Pushed => "openid-wrong-pushed",
        Unanswerable::Hint => "openid-wrong-hint",
    };
    // The other language has this page, but not the request that led here.
    let mut page = page.clone();
    page.path.clear();
    let template = UnanswerablePage { page: page.clone(), why };
    Ok(page.draw(StatusCode::BAD_REQUEST, &template)?)
}
