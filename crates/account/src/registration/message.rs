//! How far the message with the code has come, for the script on the page that asks again.

use super::steps::{Registration, RegistrationId};
use super::{code_view, records};
use crate::account::Shared;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::json;
use web::{Answer, Arrival};

/// Answers `{state, words, isUnderWay, endsWait}`.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    let letter = match &held.state {
        Registration::CodeSent(sent) => Some(sent.letter),
        _ => None,
    };
    let view = code_view::message(&account, &arrival.page, letter).await?;
    let body = json!({
        "state": view.state, "words": view.words, "isUnderWay": view.is_under_way,
        "endsWait": view.state == "failed",
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response())
}
