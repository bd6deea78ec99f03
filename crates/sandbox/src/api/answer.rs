//! How the API refuses: a status and the reasons, by field.

use crate::people::posted::Reasons;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Why a request is refused.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Refusal {
    #[serde(skip)]
    status: StatusCode,
    /// What is wrong and what would be right, by field; `body` and `path` stand for themselves.
    reasons: Reasons,
}

impl Refusal {
    /// A refusal for one reason.
    pub(super) fn new(status: StatusCode, field: &str, reason: impl Into<String>) -> Self {
        Self { status, reasons: Reasons::from([(field.to_owned(), reason.into())]) }
    }

    /// A refusal (422) for several.
    pub(super) fn unprocessable(reasons: Reasons) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, reasons }
    }

    pub(super) fn method_not_allowed() -> Self {
        let reason = "this is not done with this method; see /api/openapi.json";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", reason)
    }

    pub(super) fn nothing_here() -> Self {
        Self::new(StatusCode::NOT_FOUND, "path", "there is nothing here; see /api/openapi.json")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

/// The JSON object in a body.
pub(super) fn object(body: Result<Bytes, BytesRejection>) -> Result<Map<String, Value>, Refusal> {
    let too_large =
        |_| Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body", "a body has at most 64 KiB");
    match serde_json::from_slice(&body.map_err(too_large)?) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::new(StatusCode::BAD_REQUEST, "body", "a JSON object is needed")),
        Err(error) => {
            let reason = format!("the body is no JSON: {error}");
            Err(Refusal::new(StatusCode::BAD_REQUEST, "body", reason))
        }
    }
}
