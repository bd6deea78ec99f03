//! The JSON API that drives the sandbox: people, handsets, mailboxes, faults, submits.
//!
//! It is described at `/api/openapi.json`. Whatever is wrong with a request is answered by a 4xx
//! with `reasons` by field, never by a 5xx.

mod answer;
mod people;
mod messages;
mod faults;
mod submits;

use crate::Sandbox;
use answer::Refusal;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;
use utoipa::OpenApi;

/// The largest request body, in bytes.
const BODY_MAX: usize = 64 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sandbox",
        description = "Drives the invented outside world of the demonstration and of the tests.",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        people::list,
        people::add,
        people::change,
        messages::of_handset,
        messages::of_mailbox,
        faults::read,
        faults::change,
        submits::list
    )
)]
struct Description;

/// The API, below `/api`.
pub(crate) fn routes(sandbox: &Arc<Sandbox>) -> Router {
    let inner = Router::new()
        .route("/people", get(people::list).post(people::add).put(people::change))
        .route("/handsets/{e164}/messages", get(messages::of_handset))
        .route("/mailboxes/{address}/messages", get(messages::of_mailbox))
        .route("/faults", get(faults::read).put(faults::change))
        .route("/submits", get(submits::list))
        .route("/openapi.json", get(|| async { Json(Description::openapi()) }))
        .method_not_allowed_fallback(|| async { Refusal::method_not_allowed() })
        .fallback(|| async { Refusal::nothing_here() })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::clone(sandbox));
    Router::new().nest("/api", inner)
}
