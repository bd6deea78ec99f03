//! The invariant that no log line, however chatty the level, says anything about a person.

use crate::sms::{self, SmsGateways, http};
use crate::testing::{Peer, answer};
use crate::{Mail, MailClient, OperatorClient, Sms, SubscriberAnswer, TARGETS_NEVER_LOGGED};
use civic::birth_date::BirthDate;
use civic::citizen_number::IdentityNumber;
use civic::person_name::PersonName;
use civic::phone_number::PhoneNumber;
use ground::Moment;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

const REFERENCE: Uuid = Uuid::from_u128(0x5eed);

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn ask_operator() {
    let said = r#"{"code":"no 0912345678","message":"Đào, born 1990-02-01"}"#;
    let peer = Peer::answering(vec![answer(400, said)]).await;
    let settings = crate::telco::Settings { base_url: peer.url(""), ..Default::default() };
    let phone = PhoneNumber::parse("0912345678").unwrap();
    let identity = IdentityNumber::parse("051090000123", false).unwrap();
    let name = PersonName::parse("Nguyễn Thị Đào").unwrap();
    let birth = BirthDate::from_iso("1990-02-01").unwrap();
    let client = OperatorClient::new(&settings).unwrap();
    let answer = client.match_subscriber(&phone, &identity, &name, &birth, REFERENCE).await;
    assert_eq!(answer, SubscriberAnswer::Unreachable);
}

async fn send_sms() {
    let peer = Peer::answering(vec![answer(422, "no such number +84912345678")]).await;
    let by_http = http::Settings { url: peer.url("/?to={to}"), ..Default::default() };
    let nobody = Peer::nobody().await;
    let smpp = sms::smpp::Settings {
        host: "127.0.0.1".to_owned(),
        port: nobody.url("").rsplit_once(':').unwrap().1.parse().unwrap(),
        ..Default::default()
    };
    let second =
        sms::Second { gateway: sms::GatewayKind::Http, http: by_http, ..Default::default() };
    let settings = sms::Settings { smpp, second: Some(second), ..Default::default() };
    let gateways = SmsGateways::new(settings, mpsc::channel(1).0).unwrap();
    let to = "+84912345678".to_owned();
    let sms = Sms { to, text: "Ma OTP 482913".to_owned(), reference: REFERENCE };
    assert!(gateways.submit(&sms).await.is_err());
}

async fn send_mail() {
    let nobody = Peer::nobody().await;
    let settings = crate::mail::Settings {
        host: "127.0.0.1".to_owned(),
        port: nobody.url("").rsplit_once(':').unwrap().1.parse().unwrap(),
        ..Default::default()
    };
    let mail = Mail {
        to: "dao@example.vn".to_owned(),
        subject: "Chào Đào".to_owned(),
        text: "482913".to_owned(),
        html: None,
        reference: REFERENCE,
        written_at: Moment::from_unix_ms(0),
    };
    assert!(MailClient::new(&settings).unwrap().send(&mail).await.is_err());
}

#[tokio::test]
async fn no_log_line_says_anything_about_a_person() {
    let page = Page::default();
    let ink = page.clone();
    let never = TARGETS_NEVER_LOGGED.iter().map(|target| format!(",{target}=off"));
    let filter = format!("trace{}", never.collect::<String>());
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(move || ink.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    ask_operator().await;
    send_sms().await;
    send_mail().await;
    drop(guard);
    let log = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("operator asked about a subscriber"), "nothing was caught: {log}");
    assert!(log.matches(&REFERENCE.to_string()).count() >= 4, "{log}");
    for personal in ["912345678", "051090000123", "Đào", "DAO", "1990", "482913", "dao@"] {
        assert!(!log.contains(personal), "{personal} in {log}");
    }
}
