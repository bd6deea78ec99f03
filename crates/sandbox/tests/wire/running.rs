//! A sandbox on ports that the system chose, and a small HTTP client without niceties.

use ground::{Chance, Clock, Moment, Span};
use sandbox::{Sandbox, Settings};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};
use web::House;

/// A sandbox that serves until it is dropped.
pub(crate) struct Running {
    pub(crate) http: SocketAddr,
    pub(crate) smpp: SocketAddr,
    pub(crate) smtp: SocketAddr,
    pub(crate) stop: CancellationToken,
    _stopped: DropGuard,
}

/// Settings in which nothing takes long.
pub(crate) fn quick() -> Settings {
    Settings {
        receipt_after: Span::from_ms(20),
        delayed_by: Span::from_ms(300),
        slow_by: Span::from_ms(300),
        idle_after: Span::from_seconds(5),
        house: House { public_url: "http://localhost".into(), ..Settings::default().house },
        ..Settings::default()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read the real clock")]
pub(crate) fn clock() -> Clock {
    Clock::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Moment::from_unix_ms(i64::try_from(since.as_millis()).unwrap())
    })
}

/// Unequal bytes that need not be unpredictable.
pub(crate) fn chance() -> Chance {
    use std::hash::{BuildHasher, RandomState};
    Chance::new(|buffer| {
        for octet in buffer {
            *octet = RandomState::new().hash_one(0).to_le_bytes()[0];
        }
    })
}

pub(crate) async fn start(settings: Settings) -> Running {
    start_at(0, settings).await
}

/// A sandbox whose pages are at this port.
pub(crate) async fn start_at(port: u16, settings: Settings) -> Running {
    let stop = CancellationToken::new();
    let sandbox = Sandbox::new(settings, clock(), chance()).unwrap();
    let bind = |port: u16| TcpListener::bind(("127.0.0.1", port));
    let (http, smpp) = (bind(port).await.unwrap(), bind(0).await.unwrap());
    let smtp = bind(0).await.unwrap();
    let running = Running {
        http: http.local_addr().unwrap(),
        smpp: smpp.local_addr().unwrap(),
        smtp: smtp.local_addr().unwrap(),
        stop: stop.clone(),
        _stopped: stop.clone().drop_guard(),
    };
    let router = sandbox::router(&sandbox);
    let serve = axum::serve(http, router).with_graceful_shutdown(stop.clone().cancelled_owned());
    tokio::spawn(async move { serve.await.unwrap() });
    tokio::spawn(sandbox::serve_smpp(smpp, Arc::clone(&sandbox), stop.clone()));
    tokio::spawn(sandbox::serve_smtp(smtp, sandbox, stop));
    running
}

/// An HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Running {
    pub(crate) async fn ask(&self, method: &str, path: &str, more: &str, body: &str) -> Answer {
        self.ask_at(method, path, &format!("host: localhost\r\n{more}"), body).await
    }

    /// Asks with all headers written out, the host among them.
    pub(crate) async fn ask_at(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> Answer {
        let mut stream = TcpStream::connect(self.http).await.unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nconnection: close\r\n\
             content-length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", "").await
    }

    pub(crate) async fn put_faults(&self, body: &str) {
        assert_eq!(self.ask("PUT", "/api/faults", "", body).await.status, 200);
    }

    /// The texts on a handset, or in a mailbox.
    pub(crate) async fn texts(&self, path: &str) -> Vec<String> {
        let messages = self.get(path).await.json();
        let texts = messages.as_array().unwrap().iter();
        texts.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits until so many messages have arrived, at most two seconds.
    pub(crate) async fn wait_for(&self, path: &str, count: usize) -> Vec<String> {
        for _ in 0..100 {
            let texts = self.texts(path).await;
            if texts.len() >= count {
                return texts;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} messages did not arrive at {path}")
    }
}
