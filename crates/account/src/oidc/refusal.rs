//! What is said to a client that asked for something it cannot have: the error codes of the
//! specifications, and how they are said.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::Fault;
use ground::fault::FaultKind;
use serde_json::json;
use web::Broken;

/// The error codes we use, each from its specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// RFC 6749, 4.1.2.1 and 5.2.
    InvalidRequest,
    /// RFC 6749, 4.1.2.1 and 5.2.
    UnauthorizedClient,
    /// RFC 6749, 4.1.2.1.
    AccessDenied,
    /// RFC 6749, 4.1.2.1.
    UnsupportedResponseType,
    /// RFC 6749, 4.1.2.1 and 5.2.
    InvalidScope,
    /// RFC 6749, 5.2.
    InvalidClient,
    /// RFC 6749, 5.2.
    InvalidGrant,
    /// RFC 6749, 5.2.
    UnsupportedGrantType,
    /// OpenID Connect Core, 3.1.2.6.
    LoginRequired,
    /// OpenID Connect Core, 3.1.2.6.
    ConsentRequired,
    /// OpenID Connect Core, 3.1.2.6.
    RequestNotSupported,
    /// OpenID Connect Core, 3.1.2.6.
    RequestUriNotSupported,
    /// OpenID Connect Core, 3.1.2.6.
    RegistrationNotSupported,
    /// OpenID Connect Core Unmet Authentication Requirements, 2.
    UnmetAuthenticationRequirements,
    /// RFC 6750, 3.1.
    InvalidToken,
    /// RFC 6750, 3.1.
    InsufficientScope,
    /// RFC 9449, 5.
    InvalidDpopProof,
    /// RFC 6749, 4.1.2.1.
    ServerError,
    /// RFC 6749, 4.1.2.1.
    TemporarilyUnavailable,
}

impl Code {
    /// As it stands in answers.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::InvalidClient | Self::InvalidToken => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope => StatusCode::FORBIDDEN,
            Self::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// A refusal: its code, and a sentence for whoever builds the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The code.
    pub(super) code: Code,
    /// What is wrong, in ASCII. It repeats nothing that was sent.
    pub(super) why: &'static str,
}

/// Refuses.
pub(super) const fn refused(code: Code, why: &'static str) -> Refusal {
    Refusal { code, why }
}

/// An answer to a program: what it asked for, or why not, as JSON.
pub(super) type Said = Result<Response, NotSaid>;

/// Why a program did not get what it asked for.
#[derive(Debug)]
pub(super) enum NotSaid {
    /// It asked for something it cannot have.
    Refused(Refusal),
    /// The same, with the scheme it should authenticate by (RFC 9110, 11.6.1).
    Challenged(Refusal, String),
    /// We are broken.
    Fault(Fault),
}

impl From<Refusal> for NotSaid {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for NotSaid {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl IntoResponse for NotSaid {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => said(refusal),
            Self::Challenged(refusal, challenge) => {
                let mut response = said(refusal);
                if let Ok(challenge) = HeaderValue::from_str(&challenge) {
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                }
                response
            }
            Self::Fault(fault) => {
                let code = match fault.kind() {
                    FaultKind::Broken => Code::ServerError,
                    FaultKind::Unavailable | FaultKind::Busy => Code::TemporarilyUnavailable,
                };
                let mut response = said(refused(code, "please try again later"));
                // The guard logs it, once.
                response.extensions_mut().insert(Broken::from(fault));
                response
            }
        }
    }
}

fn said(refusal: Refusal) -> Response {
    let body = json!({ "error": refusal.code.as_str(), "error_description": refusal.why });
    let mut response = json_never_kept(&body);
    *response.status_mut() = refusal.code.status();
    response
}

/// JSON that no cache keeps (RFC 6749, 5.1).
pub(super) fn json_never_kept(body: &serde_json::Value) -> Response {
    let headers: [(HeaderName, &str); 3] = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (headers, body.to_string()).into_response()
}
