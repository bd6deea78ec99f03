//! Signs from and to whoever runs the program: stop signals, and figures for Prometheus.

use crate::Refusal;
use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

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
    let show = async move || {
        handle.run_upkeep();
        handle.render()
    };
    Router::new().route("/metrics", get(show))
}
