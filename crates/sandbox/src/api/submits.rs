//! `/api/submits`: every submit the SMS centre saw, so that a test can count what went out twice.

use crate::Sandbox;
use crate::smsc::SubmitRecord;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One `submit_sm`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SubmitView {
    /// When it came in.
    #[schema(example = "2026-11-22T11:05:00.250Z", format = DateTime)]
    at: String,
    /// The sender.
    from: String,
    /// The receiver in E.164.
    #[schema(example = "+84905000190")]
    to: String,
    /// Its text; of a longer message, the text of this part.
    text: String,
    /// The id it was given; null where it was refused.
    message_id: Option<String>,
    /// Whether the answer was written to the connection.
    answered: bool,
}

impl From<SubmitRecord> for SubmitView {
    fn from(submit: SubmitRecord) -> Self {
        let SubmitRecord { at, from, to, text, message_id, answered } = submit;
        Self { at: at.to_rfc3339(), from, to, text, message_id, answered }
    }
}

/// The submits that are remembered, newest last.
#[utoipa::path(get, path = "/api/submits", responses((status = 200, body = Vec<SubmitView>)))]
pub(super) async fn list(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<SubmitView>> {
    Json(sandbox.centre.submits().into_iter().map(Into::into).collect())
}
