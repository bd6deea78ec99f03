//! Mail on paper, and against a small relay that answers as told.

use super::*;
use ground::Moment;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

fn mail(html: Option<&str>) -> Mail {
    Mail {
        to: "dao@example.vn".to_owned(),
        subject: "Xác nhận địa chỉ thư".to_owned(),
        text: "Chào bạn,\nmã là 1.".to_owned(),
        html: html.map(str::to_owned),
        reference: Uuid::from_u128(9),
        written_at: Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap(),
    }
}

fn from() -> Mailbox {
    "Một Cửa <no-reply@example.gov.vn>".parse().unwrap()
}

#[test]
fn the_same_mail_is_the_same_bytes() {
    for html in [None, Some("<p>Chào bạn</p>")] {
        let once = letter::message(&mail(html), &from()).unwrap().formatted();
        let again = letter::message(&mail(html), &from()).unwrap().formatted();
        assert_eq!(once, again);
        let text = String::from_utf8(once).unwrap();
        assert!(text.contains("Date: Sun, 22 Nov 2026 11:05:00 +0000\r\n"), "{text}");
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000009@example.gov.vn>"));
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"));
    }
}

#[test]
fn an_address_that_is_none_is_refused_and_a_subject_stays_one_line() {
    let wrong = Mail { to: "dao@@example".to_owned(), ..mail(None) };
    assert_eq!(letter::message(&wrong, &from()).unwrap_err(), MailRefusal::Rejected);
    let sly = Mail { subject: "a\r\nBcc: x@example.vn".to_owned(), ..mail(None) };
    let text = String::from_utf8(letter::message(&sly, &from()).unwrap().formatted()).unwrap();
    assert!(!text.contains("\nBcc:"));
}

type Heard = Arc<Mutex<Vec<String>>>;

/// A relay that answers `RCPT` as told and takes every text; it notes what is said to it.
async fn relay(to_recipient: &'static str) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let notes = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, to_recipient, Arc::clone(&notes)));
        }
    });
    (port, heard)
}

async fn converse(stream: TcpStream, to_recipient: &'static str, heard: Heard) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 relay\r\n").await.unwrap();
    let mut in_text = false;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.get(..4).unwrap_or(&line) {
            "." if in_text => "250 taken",
            _ if in_text => "",
            "RCPT" => to_recipient,
            "DATA" => "354 go on",
            "AUTH" => "535 no",
            "EHLO" => "250-relay\r\n250 AUTH PLAIN",
            _ => "250 fine",
        };
        in_text = (in_text && line != ".") || line == "DATA";
        heard.lock().unwrap().push(line);
        if !answer.is_empty() {
            let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
        }
    }
}

fn client(port: u16, change: impl FnOnce(&mut Settings)) -> MailClient {
    let host = "127.0.0.1".to_owned();
    let mut settings = Settings { host, port, ..Settings::default() };
    change(&mut settings);
    MailClient::new(&settings).unwrap()
}

#[tokio::test]
async fn hands_a_mail_over() {
    let (port, heard) = relay("250 fine").await;
    let client = client(port, |_| ());
    assert_eq!(client.send(&mail(None)).await, Ok(()));
    assert_eq!(client.send(&mail(Some("<p>x</p>"))).await, Ok(()));
    let heard = heard.lock().unwrap().clone();
    assert!(heard.iter().any(|line| line == "RCPT TO:<dao@example.vn>"), "{heard:?}");
    assert_eq!(heard.iter().filter(|line| *line == "DATA").count(), 2);
}

#[tokio::test]
async fn refusals_keep_their_meaning() {
    let (port, _) = relay("550 no such mailbox").await;
    assert_eq!(client(port, |_| ()).send(&mail(None)).await, Err(MailRefusal::Rejected));
    let (port, _) = relay("451 later").await;
    assert_eq!(client(port, |_| ()).send(&mail(None)).await, Err(MailRefusal::Unreachable));
    let (port, _) = relay("250 fine").await;
    let signed_in = client(port, |settings| settings.user = Some("mot-cua".to_owned()));
    assert_eq!(signed_in.send(&mail(None)).await, Err(MailRefusal::Unreachable));
    let upgrade = client(port, |settings| settings.tls = Tls::Starttls);
    assert_eq!(upgrade.send(&mail(None)).await, Err(MailRefusal::Unreachable));
}

#[tokio::test]
async fn nobody_and_silence_are_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let quick = |settings: &mut Settings| settings.timeout = ground::Span::from_ms(100);
    assert_eq!(client(port, quick).send(&mail(None)).await, Err(MailRefusal::Unreachable));
    drop(listener);
    assert_eq!(client(port, quick).send(&mail(None)).await, Err(MailRefusal::Unreachable));
}

#[test]
fn a_sender_that_is_no_address_stops_the_start() {
    let settings = Settings { from: "no address".to_owned(), ..Settings::default() };
    assert!(MailClient::new(&settings).unwrap_err().to_string().starts_with("reading mail.from"));
}
