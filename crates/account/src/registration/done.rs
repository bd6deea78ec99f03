//! Done: the account exists; the recovery codes are shown, and the way to sign in.

use super::records;
use super::steps::{Registration, RegistrationId};
use crate::account::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{Answer, Arrival, Broken, Page};

#[derive(Template)]
#[template(path = "registration/done.html")]
struct DonePage {
    page: Page,
    gave_email: bool,
    codes: Vec<String>,
}

/// Shows the end, until the registration is forgotten.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    Arrival { page, now, .. }: Arrival,
) -> Answer {
    let held = records::load(account.store.reader(), &account, id, page.visit(), now).await?;
    let held = held.ok_or_else(|| Broken::refused(StatusCode::GONE))?;
    let Registration::Finished(finished) = &held.registration else {
        return Ok(page.go(&held.registration.page().path(id)));
    };
    let codes = finished.codes.iter().map(|code| code.reveal().to_owned()).collect();
    let template = DonePage { page: page.clone(), gave_email: finished.gave_email, codes };
    Ok(page.draw(StatusCode::OK, &template)?)
}
