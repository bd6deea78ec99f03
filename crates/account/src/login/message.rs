//! How far the message with the code has come, for the script on the page that asks again.

use super::steps::LoginId;
use super::{code, records};
use crate::account::Shared;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use web::{Answer, Arrival};

/// Answers as every page of a code is answered.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<LoginId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    Ok(code::message(&account, &arrival.page, &held).await?.into_response())
}
