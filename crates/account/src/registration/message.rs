//! How far the message with the code has come: on the page, and for the script that asks again.

use super::records;
use super::steps::{Registration, RegistrationId};
use crate::account::{Account, Shared};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use ground::Fault;
use outside::letters::{self, State as LetterState};
use serde_json::json;
use uuid::Uuid;
use web::{Answer, Arrival, Broken, Page};

/// What the page says about the message.
pub(super) struct MessageView {
    /// `queued`, `sent`, `delivered`, `failed` or `none`.
    pub(super) state: &'static str,
    /// The same in words.
    pub(super) words: String,
    /// Whether it may still change.
    pub(super) is_under_way: bool,
}

/// The state of a letter in words.
pub(super) async fn view(
    account: &Shared,
    page: &Page,
    letter: Option<Uuid>,
) -> Result<MessageView, Fault> {
    let state = match letter {
        Some(letter) => letters::state(account.store.reader(), letter).await?,
        None => None,
    };
    let (state, key) = match state {
        Some(LetterState::Queued) => ("queued", "registration-message-queued"),
        Some(LetterState::Sent) => ("sent", "registration-message-sent"),
        Some(LetterState::Delivered) => ("delivered", "registration-message-delivered"),
        Some(LetterState::Failed) => ("failed", "registration-message-failed"),
        None => ("none", "registration-message-none"),
    };
    let is_under_way = matches!(state, "queued" | "sent");
    Ok(MessageView { state, words: page.t(key).into_owned(), is_under_way })
}

/// Whether the message will not arrive; then nobody waits for it.
pub(super) async fn has_failed(account: &Account, letter: Uuid) -> Result<bool, Fault> {
    let state = letters::state(account.store.reader(), letter).await?;
    Ok(state == Some(LetterState::Failed))
}

/// Answers the script: `{state, words, isUnderWay, endsWait}`.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    let held = records::load(reader, &account, id, visit, arrival.now).await?;
    let held = held.ok_or_else(|| Broken::refused(StatusCode::GONE))?;
    let letter = match &held.registration {
        Registration::CodeSent(sent) => Some(sent.letter),
        _ => None,
    };
    let view = view(&account, &arrival.page, letter).await?;
    let body = json!({
        "state": view.state, "words": view.words, "isUnderWay": view.is_under_way,
        "endsWait": view.state == "failed",
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response())
}
