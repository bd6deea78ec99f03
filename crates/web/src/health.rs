//! Signs of life: `/healthz` says that the program runs, `/readyz` that it can do its work.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use ground::Fault;

/// The two routes; `ready` looks at what the house needs.
pub fn routes<F>(ready: impl Fn() -> F + Clone + Send + Sync + 'static) -> Router
where
    F: Future<Output = Result<(), Fault>> + Send,
{
    let readiness = async move || match ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(fault) => {
            tracing::warn!(%fault, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    };
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(readiness))
}
