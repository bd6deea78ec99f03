//! The operator: answers who holds a subscription (CAMARA KYC Match 0.4) and when its SIM was last
//! changed (CAMARA SIM Swap 2), to clients that bring an access token.

mod answer;
mod token;
mod caller;
mod kyc_match;
mod sim_swap;

pub(crate) use token::basic;

use answer::{Refusal, ok_header};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, http::StatusCode};
use std::sync::{Arc, Mutex};

use crate::faults::TelcoFault;
use crate::world::World;

/// The operator.
#[derive(Debug)]
pub struct Operator {
    world: Arc<World>,
    tokens: Mutex<token::Tokens>,
}

impl Operator {
    /// An operator in a world.
    pub fn new(world: Arc<World>) -> Self {
        Self { world, tokens: Mutex::default() }
    }
}

/// The operator's door, below `/telco`.
pub(crate) fn routes(operator: Arc<Operator>) -> Router {
    let inner = Router::new()
        .route("/oauth2/token", post(token::issue))
        .route("/kyc-match/v0.4/match", post(kyc_match::answer))
        .route("/sim-swap/v2/check", post(sim_swap::check))
        .route("/sim-swap/v2/retrieve-date", post(sim_swap::retrieve_date))
        .method_not_allowed_fallback(|| async { Refusal::METHOD_NOT_ALLOWED })
        .fallback(|| async { Refusal::NO_SUCH_PATH })
        .layer(DefaultBodyLimit::max(16 * 1024))
        .layer(from_fn_with_state(Arc::clone(&operator), be_ill))
        .layer(from_fn(echo_correlator))
        .with_state(operator);
    Router::new().nest("/telco", inner)
}

/// An operator that is down or slow is so before it looks at anything.
async fn be_ill(State(operator): State<Arc<Operator>>, request: Request, next: Next) -> Response {
    match operator.world.faults().telco {
        TelcoFault::Down => return Refusal::DOWN.into_response(),
        TelcoFault::Slow => tokio::time::sleep(operator.world.settings.slow_by.duration()).await,
        TelcoFault::Ok | TelcoFault::NotAvailable => {}
    }
    next.run(request).await
}

/// Gives the caller's `x-correlator` back, and refuses one that is not of its pattern.
async fn echo_correlator(request: Request, next: Next) -> Response {
    let Some(correlator) = request.headers().get("x-correlator").cloned() else {
        return next.run(request).await;
    };
    let sound = |octet: &u8| octet.is_ascii_alphanumeric() || b"-_:;./<>{}".contains(octet);
    if correlator.len() > 256 || !correlator.as_bytes().iter().all(sound) {
        return Refusal::invalid("x-correlator is not of its pattern").into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert("x-correlator", correlator);
    response
}

/// The bearer token a caller brings.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// An answer of 200 with this body.
fn answered(body: serde_json::Value) -> Response {
    (StatusCode::OK, ok_header(), axum::Json(body)).into_response()
}
