//! Honest pages for what went wrong: a fault of ours, or a request no page of ours makes.
//!
//! Handlers return [`Answer`]; the guard at the door turns what broke into a page, logged once.

use crate::{Arrival, Page};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ground::Fault;
use ground::fault::FaultKind;
use std::sync::Arc;

/// What a handler returns.
pub type Answer = Result<Response, Broken>;

/// A request that could not be answered with its page.
#[derive(Debug, Clone)]
pub struct Broken {
    status: StatusCode,
    fault: Option<Arc<Fault>>,
}

impl Broken {
    /// A request that no page of ours makes; nothing is wrong with us.
    pub fn refused(status: StatusCode) -> Self {
        Self { status, fault: None }
    }

    /// No such page.
    pub fn not_found() -> Self {
        Self::refused(StatusCode::NOT_FOUND)
    }

    /// What is to be logged, if anything is.
    pub(crate) fn fault(&self) -> Option<&Fault> {
        self.fault.as_deref()
    }
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        let status = match fault.kind() {
            FaultKind::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            FaultKind::Unavailable | FaultKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { status, fault: Some(Arc::new(fault)) }
    }
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "fault/fault.html")]
struct FaultPage {
    page: Page,
    key: &'static str,
    why: String,
    request_id: String,
}

/// The page for a status. It says what happened, what is safe, and where to go on.
pub(crate) fn draw(arrival: &Arrival, status: StatusCode, request_id: &str) -> Response {
    let key = match status {
        StatusCode::NOT_FOUND => "fault-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "fault-method",
        StatusCode::FORBIDDEN => "fault-forbidden",
        StatusCode::PAYLOAD_TOO_LARGE => "fault-too-large",
        StatusCode::SERVICE_UNAVAILABLE => "fault-unavailable",
        StatusCode::GONE => "fault-gone",
        status if status.is_client_error() => "fault-request",
        _ => "fault-broken",
    };
    let page = arrival.page.clone();
    let template =
        FaultPage { page, key, why: format!("{key}-why"), request_id: request_id.to_owned() };
    arrival.page.draw(status, &template).unwrap_or_else(|_| status.into_response())
}
