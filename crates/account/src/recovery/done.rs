//! Done: the password is a new one, and the way to sign in with it. Nobody is signed in by this.

use super::steps::Recovery;
use crate::flow::Here;
use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Page};

#[derive(Template)]
#[template(path = "recovery/done.html")]
struct DonePage {
    page: Page,
    ended: usize,
}

/// Shows the end, until the recovery is forgotten.
pub(super) async fn show(Here { account: _, arrival, held }: Here<Recovery>) -> Answer {
    let Recovery::Finished(finished) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let template = DonePage { page: arrival.page.clone(), ended: finished.ended };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}
