//! `/api/handsets/…/messages` and `/api/mailboxes/…/messages`: what has arrived, newest last.

use super::answer::Refusal;
use crate::Sandbox;
use crate::world::{Mail, TextMessage};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::{EmailAddress, PhoneNumber};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A text message on a handset.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TextMessageView {
    /// When it arrived.
    #[schema(example = "2026-11-22T11:05:00.250Z", format = DateTime)]
    at: String,
    /// Who sent it.
    #[schema(example = "DVC")]
    from: String,
    /// What it says.
    text: String,
}

impl From<TextMessage> for TextMessageView {
    fn from(message: TextMessage) -> Self {
        Self { at: message.at.to_rfc3339(), from: message.from, text: message.text }
    }
}

/// A mail in a mailbox.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MailView {
    /// When it arrived.
    #[schema(example = "2026-11-22T11:05:00.250Z", format = DateTime)]
    at: String,
    /// The sender's address.
    from: String,
    /// The subject.
    subject: String,
    /// The readable part.
    text: String,
}

impl From<Mail> for MailView {
    fn from(mail: Mail) -> Self {
        let Mail { at, from, subject, text } = mail;
        Self { at: at.to_rfc3339(), from, subject, text }
    }
}

/// The messages on a handset; none where nothing came yet.
#[utoipa::path(get, path = "/api/handsets/{e164}/messages",
    params(("e164" = String, Path, description = "mobile number: +84…, %2B84… or 0…")),
    responses(
        (status = 200, body = Vec<TextMessageView>),
        (status = 422, description = "no mobile number", body = Refusal),
    )
)]
pub(super) async fn of_handset(
    State(sandbox): State<Arc<Sandbox>>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Vec<TextMessageView>>, Refusal> {
    let Path(written) = path.map_err(|_| wrong("e164", "the path is not UTF-8"))?;
    let phone =
        PhoneNumber::parse(&written).map_err(|reason| wrong("e164", &reason.to_string()))?;
    let messages = sandbox.world.handsets().at(&phone.e164());
    Ok(Json(messages.into_iter().map(Into::into).collect()))
}

/// The mails in a mailbox; none where nothing came yet.
#[utoipa::path(get, path = "/api/mailboxes/{address}/messages",
    params(("address" = String, Path, description = "mail address")),
    responses(
        (status = 200, body = Vec<MailView>),
        (status = 422, description = "no mail address", body = Refusal),
    )
)]
pub(super) async fn of_mailbox(
    State(sandbox): State<Arc<Sandbox>>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Vec<MailView>>, Refusal> {
    let Path(written) = path.map_err(|_| wrong("address", "the path is not UTF-8"))?;
    let address =
        EmailAddress::parse(&written).map_err(|reason| wrong("address", &reason.to_string()))?;
    let mails = sandbox.world.mailboxes().at(&address.as_str().to_lowercase());
    Ok(Json(mails.into_iter().map(Into::into).collect()))
}

fn wrong(field: &str, reason: &str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, field, reason)
}
