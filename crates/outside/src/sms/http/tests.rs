//! The HTTP gateway against a small peer that answers as told.

use super::*;
use crate::testing::{Peer, answer};
use uuid::Uuid;

fn sms() -> Sms {
    let text = "Mã \"123456\"".to_owned();
    Sms { to: "+84912345678".to_owned(), text, reference: Uuid::from_u128(42) }
}

fn gateway(peer: &Peer, change: impl FnOnce(&mut Settings)) -> HttpGateway {
    let mut settings = Settings { url: peer.url("/send"), ..Settings::default() };
    change(&mut settings);
    HttpGateway::new(settings).unwrap()
}

#[tokio::test]
async fn sends_the_template_and_reads_the_id() {
    let peer = Peer::answering(vec![answer(200, r#"{"data":{"id":981}}"#)]).await;
    let gateway = gateway(&peer, |settings| {
        settings.id_pointer = Some("/data/id".to_owned());
        let key = ground::Secret::new("{reference}");
        settings.headers.insert("idempotency-key".to_owned(), key);
    });
    assert_eq!(gateway.submit(&sms()).await, Ok("981".to_owned()));
    let [request] = peer.requests().try_into().unwrap();
    assert!(request.head.starts_with("POST /send HTTP/1.1"));
    assert!(request.head.contains(&format!("idempotency-key: {}", Uuid::from_u128(42))));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["text"], "Mã \"123456\"");
}

#[tokio::test]
async fn without_a_pointer_the_reference_is_the_id() {
    let peer = Peer::answering(vec![answer(202, "queued")]).await;
    let gateway = gateway(&peer, |settings| settings.url.push_str("?to={to}"));
    assert_eq!(gateway.submit(&sms()).await, Ok(Uuid::from_u128(42).to_string()));
    assert!(peer.requests()[0].head.starts_with("POST /send?to=%2B84912345678 "));
}

#[tokio::test]
async fn refusals_keep_their_meaning() {
    let rejected = |permanent, reason| SmsRefusal::Rejected { permanent, reason };
    for (status, expected) in [
        (429, SmsRefusal::Throttled),
        (503, SmsRefusal::Unreachable),
        (500, SmsRefusal::TimedOut),
        (422, rejected(true, "the gateway refused the message")),
        (401, rejected(false, "the gateway does not know us")),
        (302, rejected(false, "the gateway redirects")),
    ] {
        let peer = Peer::answering(vec![answer(status, "")]).await;
        let refusal = gateway(&peer, |_| ()).submit(&sms()).await.unwrap_err();
        assert_eq!(refusal, expected, "{status}");
    }
}

#[tokio::test]
async fn an_answer_without_an_id_or_too_long_is_no_acceptance() {
    let long = format!(r#"{{"id":"1","x":"{}"}}"#, "a".repeat(1 << 20));
    for text in ["{}", "no json", long.as_str()] {
        let peer = Peer::answering(vec![answer(200, text)]).await;
        let gateway = gateway(&peer, |settings| settings.id_pointer = Some("/id".to_owned()));
        assert_eq!(gateway.submit(&sms()).await, Err(SmsRefusal::TimedOut), "never sent twice");
    }
}

#[tokio::test]
async fn nobody_there_is_unreachable_and_silence_is_unknown() {
    let nobody = Peer::nobody().await;
    let refusal = gateway(&nobody, |_| ()).submit(&sms()).await.unwrap_err();
    assert_eq!(refusal, SmsRefusal::Unreachable);
    let silent = Peer::silent().await;
    let quick = |settings: &mut Settings| settings.timeout = ground::Span::from_ms(100);
    let refusal = gateway(&silent, quick).submit(&sms()).await.unwrap_err();
    assert_eq!(refusal, SmsRefusal::TimedOut);
}

#[test]
fn refuses_settings_it_could_not_follow() {
    let with = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        HttpGateway::new(settings).is_err()
    };
    assert!(with(|settings| settings.method = "P OST".to_owned()));
    assert!(with(|settings| settings.headers.clear()));
    assert!(with(|settings| {
        let xml = ground::Secret::new("application/xml");
        settings.headers.insert("content-type".to_owned(), xml);
    }));
}
