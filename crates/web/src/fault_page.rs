//! Honest pages for what went wrong: what happened, what is safe, where to go on.

use crate::{Arrival, Broken, Page};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "fault/fault.html")]
struct FaultPage {
    page: Page,
    key: &'static str,
    why: String,
    request_id: String,
    way: Option<(&'static str, &'static str)>,
}

/// The page for a status. It says what happened, what is safe, and where to go on. It sets no
/// cookie: a form that another site sent arrives without ours, and must not put a new visit in
/// its place.
pub(crate) fn draw(
    arrival: Arrival,
    status: StatusCode,
    request_id: &str,
    broken: Option<&Broken>,
) -> Response {
    let key = match status {
        StatusCode::NOT_FOUND => "fault-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "fault-method",
        StatusCode::FORBIDDEN => "fault-forbidden",
        StatusCode::PAYLOAD_TOO_LARGE => "fault-too-large",
        StatusCode::SERVICE_UNAVAILABLE => "fault-unavailable",
        StatusCode::TOO_MANY_REQUESTS => "fault-too-many",
        StatusCode::GONE => "fault-gone",
        status if status.is_client_error() => "fault-request",
        _ => "fault-broken",
    };
    let page = arrival.page.without_new_visit();
    let template = FaultPage {
        page: page.clone(),
        key,
        why: broken.and_then(Broken::why).map_or_else(|| format!("{key}-why"), str::to_owned),
        request_id: request_id.to_owned(),
        way: broken.and_then(Broken::way),
    };
    page.draw(status, &template).unwrap_or_else(|_| status.into_response())
}
