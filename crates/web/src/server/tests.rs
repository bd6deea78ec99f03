//! The server on a real socket: it says who asks, bears broken requests, and stops gracefully.

use super::serve;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

async fn begin() -> (SocketAddr, CancellationToken, JoinHandle<()>) {
    let pages = Router::new()
        .route("/who", get(async |peer: ConnectInfo<SocketAddr>| peer.0.to_string()))
        .route(
            "/slow",
            get(async || {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "done"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let serving = tokio::spawn(serve(listener, pages, stop.clone()));
    (address, stop, serving)
}

/// Sends octets and reads until the server has nothing more to say.
async fn says(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn tells_pages_who_asks_and_bears_nonsense() {
    let (address, stop, serving) = begin().await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let own = stream.local_addr().unwrap().to_string();
    let asked = "GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = says(&mut stream, asked).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&own), "{answer}");
    for nonsense in [
        "\u{16}\u{3}\u{1}hello\r\n\r\n",
        "GET\r\n\r\n",
        "GET /who HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n",
        &format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000)),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.write_all(nonsense.as_bytes()).await;
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let mut stream = TcpStream::connect(address).await.unwrap();
    assert!(says(&mut stream, asked).await.starts_with("HTTP/1.1 200"), "it still serves");
    stop.cancel();
    serving.await.unwrap();
}

#[tokio::test]
async fn a_stop_lets_requests_finish() {
    let (address, stop, serving) = begin().await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.cancel();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(String::from_utf8_lossy(&answer).ends_with("done"));
    tokio::time::timeout(Duration::from_secs(5), serving).await.unwrap().unwrap();
    let mut rest = Vec::new();
    let _ = idle.read_to_end(&mut rest).await;
    assert!(rest.is_empty(), "an idle connection is simply closed");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}
