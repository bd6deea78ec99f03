//! A tiny HTTP peer for this crate's own tests; the real ones are played by the `sandbox`.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Request line and headers.
    pub(crate) head: String,
    /// The body.
    pub(crate) body: String,
}

/// A peer that answers request after request from a list, one connection each.
pub(crate) struct Peer {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// An answer as it goes over the wire.
pub(crate) fn answer(status: u16, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\nconnection: close\r\n\
         location: /elsewhere\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

impl Peer {
    /// Answers these, in this order.
    pub(crate) async fn answering(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read(&mut stream).await;
                seen.lock().unwrap().push(request);
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { port, requests }
    }

    /// Takes connections and says nothing.
    pub(crate) async fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let mut kept = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                kept.push(stream);
            }
        });
        Self { port, requests: Arc::default() }
    }

    /// A port where nobody listens.
    pub(crate) async fn nobody() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        Self { port, requests: Arc::default() }
    }

    /// The address of a path at this peer.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What came in so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

async fn read(stream: &mut TcpStream) -> Request {
    let mut whole = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.unwrap();
        whole.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&whole);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(length > 0, "the request ended in its head");
            continue;
        };
        let head = head.to_owned();
        let announced = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
        });
        if body.len() >= announced.unwrap_or(0) || length == 0 {
            return Request { head, body: body.to_owned() };
        }
    }
}

/// The migrations that letters need.
pub(crate) mod letters_migrator {
    use sea_orm_migration::{MigrationTrait, MigratorTrait};

    pub(crate) struct Migrator;

    impl MigratorTrait for Migrator {
        fn migrations() -> Vec<Box<dyn MigrationTrait>> {
            store::migrations::all().into_iter().chain(crate::migrations::all()).collect()
        }
    }
}

/// A post office whose gateways are all away and whose letters all say the same.
pub(crate) fn office(
    store: store::Store,
    cipher: ground::keys::FieldCipher,
    text: crate::letters::Text,
) -> crate::letters::PostOffice {
    let mut sms = crate::sms::Settings::default();
    // A port nobody listens on.
    (sms.smpp.host, sms.smpp.port) = ("127.0.0.1".into(), 9);
    let (receipts, _) = tokio::sync::mpsc::channel(1);
    let mail = crate::mail::Settings { from: "a@example.vn".into(), ..Default::default() };
    crate::letters::PostOffice {
        store,
        cipher,
        sms: Arc::new(crate::SmsGateways::new(sms, receipts).unwrap()),
        mail: Arc::new(crate::MailClient::new(&mail).unwrap()),
        compose: Arc::new(move |_| {
            let text = text.clone();
            Box::pin(async move { Ok(text) })
        }),
        settings: crate::letters::Settings {
            first_wait: ground::Span::from_ms(10),
            ..Default::default()
        },
        clock: store::testing::clock(),
        chance: store::testing::chance(),
    }
}
