//! The server on a real socket: it says who asks, bears broken requests, and stops gracefully.

use super::{Patience, UNREAD_AT_MOST, serve, serve_with};
use crate::testing::sample;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use ground::Span;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;
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

#[tokio::test]
async fn what_a_client_began_is_finished_without_it() {
    let (says, mut said) = tokio::sync::mpsc::channel(9);
    let slowly = async move || {
        says.send("begun").await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        says.send("ended").await.unwrap();
    };
    let pages = Router::new().route("/slow", get(slowly.clone()).post(slowly));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let serving = tokio::spawn(serve(listener, pages, stop.clone()));
    for method in ["GET", "POST"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("{method} /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        assert_eq!(said.recv().await, Some("begun"), "{method}");
    }
    stop.cancel();
    serving.await.unwrap();
    let rest = std::iter::from_fn(|| said.try_recv().ok()).collect::<Vec<_>>();
    assert_eq!(rest, ["ended"], "the question is dropped, the change is made before the stop");
}

/// A listener with the sample house behind it.
async fn begin_sample(at_most: usize) -> (SocketAddr, CancellationToken) {
    let pages = sample::pages(&sample::door(sample::house("http://localhost:8080")));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let patience = Patience { connections: at_most, unread: UNREAD_AT_MOST };
    tokio::spawn(serve_with(patience, listener, pages, stop.clone()));
    (address, stop)
}

/// Sends one octet a second for ever; says after how long the server had enough, and what it said.
async fn trickle(address: SocketAddr, begin: &str) -> (Duration, String) {
    let (mut stream, began) = (TcpStream::connect(address).await.unwrap(), Instant::now());
    stream.write_all(begin.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let _ = stream.write_all(b"a").await;
        match tokio::time::timeout(Duration::from_secs(1), stream.read(&mut piece)).await {
            Err(_) if began.elapsed() < Duration::from_secs(600) => {}
            Ok(Ok(length)) if length > 0 => said.extend_from_slice(&piece[..length]),
            _ => return (began.elapsed(), String::from_utf8_lossy(&said).into_owned()),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_is_cut_off() {
    let (address, _stop) = begin_sample(9).await;
    for begin in ["", "GET /vi/bieu-mau HTTP/1.1\r\nhost: localhost:8080\r\nx-slow: "] {
        let (after, said) = trickle(address, begin).await;
        assert!(after <= Duration::from_secs(17), "{begin:?}: {after:?}");
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{begin:?}: {said}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_form_that_trickles_is_cut_off() {
    let (address, _stop) = begin_sample(9).await;
    let head = "POST /vi/bieu-mau HTTP/1.1\r\nhost: localhost:8080\r\ncontent-length: 60000\r\n\
                content-type: application/x-www-form-urlencoded\r\n\r\nname=";
    let (after, said) = trickle(address, head).await;
    assert!(after <= Duration::from_secs(50), "{after:?}");
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_says_nothing_more_is_let_go() {
    let (address, _stop) = begin_sample(9).await;
    let (mut stream, began) = (TcpStream::connect(address).await.unwrap(), Instant::now());
    let answer = says(&mut stream, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(began.elapsed() <= Duration::from_secs(17), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_full_listener_lets_the_next_wait_and_recovers() {
    let (address, _stop) = begin_sample(2).await;
    let asked = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET ").await.unwrap();
        held.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut waiting = TcpStream::connect(address).await.unwrap();
    waiting.write_all(asked.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let early = tokio::time::timeout(Duration::from_millis(200), waiting.read_buf(&mut answer));
    assert!(early.await.is_err(), "answered beside two that hold every place");
    held.pop();
    waiting.read_to_end(&mut answer).await.unwrap();
    assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    drop(held);
    for _ in 0..4 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        assert!(says(&mut stream, asked).await.starts_with("HTTP/1.1 200"));
    }
}

/// More than the sockets of both ends hold.
const MUCH: usize = 64 * 1024 * 1024;

/// A listener with one place, and an answer that does not fit into the sockets.
async fn begin_long(unread: Span) -> (SocketAddr, CancellationToken) {
    let pages = Router::new()
        .route("/long", get(async || vec![b'x'; MUCH]))
        .route("/short", get(async || "done"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let patience = Patience { connections: 1, unread };
    tokio::spawn(serve_with(patience, listener, pages, stop.clone()));
    (address, stop)
}

#[tokio::test]
async fn whoever_reads_nothing_gives_up_their_place() {
    let (address, _stop) = begin_long(Span::from_ms(300)).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    silent.write_all(b"GET /long HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    silent.readable().await.unwrap();
    let mut next = TcpStream::connect(address).await.unwrap();
    let asked = "GET /short HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let served = tokio::time::timeout(Duration::from_secs(20), says(&mut next, asked)).await;
    assert!(served.unwrap().ends_with("done"), "one that never reads holds the only place");
    let mut rest = Vec::new();
    let _ = silent.read_to_end(&mut rest).await;
    assert!(rest.len() < MUCH, "and does not get the rest");
}

#[tokio::test]
async fn whoever_reads_slowly_gets_everything() {
    let (address, _stop) = begin_long(Span::from_seconds(5)).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    let asked = b"GET /long HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    slow.write_all(asked).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).await.unwrap();
    assert!(rest.len() > MUCH, "{}", rest.len());
}
