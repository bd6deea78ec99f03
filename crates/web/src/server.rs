//! The server of one listener: HTTP/1.1, slow, idle and unread connections ended, what was begun
//! is finished, a graceful stop.

mod unread;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use ground::Span;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use unread::Unread;

/// How long a client may take to send a request's head (slow-loris).
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// How many connections one listener holds at once.
const CONNECTIONS_AT_MOST: usize = 10_000;
/// How long requests may take to finish after a stop was asked for.
const FINISH_WITHIN: Duration = Duration::from_secs(20);

/// How long a client may leave an answer unread, where no setting says otherwise.
pub const UNREAD_AT_MOST: Span = Span::from_seconds(60);

/// How much of others a listener bears.
#[derive(Clone, Copy)]
struct Patience {
    /// Connections at once.
    connections: usize,
    /// How long an answer lies unread.
    unread: Span,
}

/// Serves until `stop` is cancelled, then lets the requests under way finish.
pub async fn serve(listener: TcpListener, pages: Router, stop: CancellationToken) {
    serve_read_within(UNREAD_AT_MOST, listener, pages, stop).await;
}

/// The same; a connection whose client takes nothing of an answer for so long is closed.
pub async fn serve_read_within(
    unread: Span,
    listener: TcpListener,
    pages: Router,
    stop: CancellationToken,
) {
    let patience = Patience { connections: CONNECTIONS_AT_MOST, unread };
    serve_with(patience, listener, pages, stop).await;
}

/// Serves so many connections at once. One more waits at the door until another ends, which none
/// can put off for ever: each has its time for a head, forms have theirs for a body, and answers
/// theirs to be read.
async fn serve_with(
    patience: Patience,
    listener: TcpListener,
    pages: Router,
    stop: CancellationToken,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(patience.connections));
    let begun = TaskTracker::new();
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
        let (pages, begun) = (pages.clone(), begun.clone());
        let service =
            service_fn(move |request| answer(pages.clone(), begun.clone(), peer, request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(Unread::at_most(stream, patience.unread)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(connection.map(move |_| drop(place)));
    }
    drop(listener);
    begun.close();
    let finished = async { tokio::join!(graceful.shutdown(), begun.wait()) };
    let _ = tokio::time::timeout(FINISH_WITHIN, finished).await;
}

/// Answers one request. One that may change something runs to its end even where its client goes
/// away meanwhile: who presses a button twice closes the connection of the first press, and what
/// the first began must neither stop half way nor let the second wait for nothing.
async fn answer(
    pages: Router,
    begun: TaskTracker,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    let is_safe = request.method().is_safe();
    let answering = pages.oneshot(request.map(Body::new));
    if is_safe {
        return answering.await;
    }
    let finished = begun.spawn(answering).await;
    finished.unwrap_or_else(|_| Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()))
}

#[cfg(test)]
mod tests;
