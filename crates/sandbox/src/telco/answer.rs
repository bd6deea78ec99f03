//! How CAMARA interfaces refuse: `{status, code, message}`.

use axum::http::{HeaderName, StatusCode, header::CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::borrow::Cow;

/// A refusal in the shape all CAMARA interfaces share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: Cow<'static, str>,
}

const fn refusal(status: u16, code: &'static str, message: &'static str) -> Refusal {
    Refusal { status, code, message: Cow::Borrowed(message) }
}

impl Refusal {
    pub(super) const DOWN: Self = refusal(503, "UNAVAILABLE", "The operator is down.");
    pub(super) const NO_SUCH_PATH: Self = refusal(404, "NOT_FOUND", "There is nothing here.");
    pub(super) const METHOD_NOT_ALLOWED: Self =
        refusal(405, "METHOD_NOT_ALLOWED", "This is asked for with POST.");
    pub(super) const TOO_LARGE: Self =
        refusal(413, "PAYLOAD_TOO_LARGE", "The request is larger than 16 KiB.");
    pub(super) const UNAUTHENTICATED: Self =
        refusal(401, "UNAUTHENTICATED", "The access token is missing, unknown or expired.");
    pub(super) const PERMISSION_DENIED: Self =
        refusal(403, "PERMISSION_DENIED", "The access token lacks the scope this needs.");
    pub(super) const MISSING_IDENTIFIER: Self =
        refusal(422, "MISSING_IDENTIFIER", "The phone number cannot be identified.");
    pub(super) const IDENTIFIER_NOT_FOUND: Self =
        refusal(404, "IDENTIFIER_NOT_FOUND", "No subscription has this phone number.");
    pub(super) const NOT_APPLICABLE: Self =
        refusal(422, "SERVICE_NOT_APPLICABLE", "The service is not available for this number.");
    pub(super) const NOTHING_TO_MATCH: Self = refusal(
        400,
        "KNOW_YOUR_CUSTOMER.INVALID_PARAM_COMBINATION",
        "At least one attribute to match is needed.",
    );
    pub(super) const MAX_AGE_OUT_OF_RANGE: Self =
        refusal(400, "OUT_OF_RANGE", "maxAge is between 1 and 2400 hours.");

    /// A request that is not of the form its description demands.
    pub(super) fn invalid(message: impl Into<Cow<'static, str>>) -> Self {
        Self { status: 400, code: "INVALID_ARGUMENT", message: message.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"status": self.status, "code": self.code, "message": self.message});
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, ok_header(), axum::Json(body)).into_response()
    }
}

/// Personal answers are kept nowhere on the way.
pub(super) fn ok_header() -> [(HeaderName, &'static str); 1] {
    [(CACHE_CONTROL, "no-store")]
}
