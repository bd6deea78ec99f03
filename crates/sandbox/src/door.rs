//! The door of a party that speaks its own protocol: takes connections and serves each by itself.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Serves each connection with what `session` makes of it, at most `most` at once (one more waits
/// until another closes), until `stop`.
pub(crate) async fn serve_each<S: Future<Output = ()> + Send + 'static>(
    listener: TcpListener,
    most: usize,
    stop: &CancellationToken,
    session: impl Fn(TcpStream) -> S,
) {
    let places = Arc::new(Semaphore::new(most));
    let accepting = async {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let served = session(stream);
                    tokio::spawn(async move {
                        served.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    };
    stop.run_until_cancelled(accepting).await;
}
