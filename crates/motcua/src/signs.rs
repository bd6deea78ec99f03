//! Signs from and to whoever runs the program: stop signals, and figures for Prometheus.

use crate::Refusal;
use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// How often measured figures are sorted.
const SORT_EVERY: Duration = Duration::from_secs(5);

/// A token that is cancelled when the program is asked to stop (SIGTERM or Ctrl-C).
pub(crate) fn stop() -> Result<CancellationToken, Refusal> {
    let token = CancellationToken::new();
    let (mut terminate, asked) = (signal(SignalKind::terminate())?, token.clone());
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("asked to stop; requests under way finish");
        asked.cancel();
    });
    Ok(token)
}

/// Begins to gather figures.
pub(crate) fn gather_figures() -> Result<PrometheusHandle, Refusal> {
    let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
    let builder = PrometheusBuilder::new();
    let matcher = Matcher::Suffix("_seconds".to_owned());
    Ok(builder.set_buckets_for_metric(matcher, &seconds)?.install_recorder()?)
}

/// The page with the figures.
pub(crate) fn figures(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || handle.render()))
}

/// Sorts what was measured into its buckets until `stop`: unsorted it would take up memory for as
/// long as nobody asks for the figures.
pub(crate) async fn sort_figures(handle: PrometheusHandle, stop: CancellationToken) {
    let mut every = tokio::time::interval(SORT_EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = every.tick() => handle.run_upkeep(),
        }
    }
}
