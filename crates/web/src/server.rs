//! The server of one listener: HTTP/1.1, slow and idle connections ended, a graceful stop.

use axum::Router;
use axum::extract::ConnectInfo;
use futures_util::FutureExt;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long a client may take to send a request's head (slow-loris).
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// How many connections one listener holds at once.
const CONNECTIONS_AT_MOST: usize = 10_000;
/// How long requests may take to finish after a stop was asked for.
const FINISH_WITHIN: Duration = Duration::from_secs(20);

/// Serves until `stop` is cancelled, then lets the requests under way finish.
pub async fn serve(listener: TcpListener, pages: Router, stop: CancellationToken) {
    serve_at_most(CONNECTIONS_AT_MOST, listener, pages, stop).await;
}

/// Serves so many connections at once. One more waits at the door until another ends, which none
/// can put off for ever: each has its time for a head, and forms have theirs for a body.
async fn serve_at_most(
    at_most: usize,
    listener: TcpListener,
    pages: Router,
    stop: CancellationToken,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(at_most));
    loop {
        let accepting = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepting => accepted,
            () = stop.cancelled() => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: others must end first.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let service = pages.clone().map_request(move |mut request: hyper::Request<_>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(connection.map(move |_| drop(place)));
    }
    drop(listener);
    let _ = tokio::time::timeout(FINISH_WITHIN, graceful.shutdown()).await;
}

#[cfg(test)]
mod tests;
