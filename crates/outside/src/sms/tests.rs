//! Two gateways: when the second is tried, and when it must not be.

use super::*;
use crate::testing::{Peer, answer};
use ground::Span;
use uuid::Uuid;

fn by_http(peer: &Peer) -> http::Settings {
    http::Settings { url: peer.url("/"), timeout: Span::from_ms(300), ..http::Settings::default() }
}

fn gateways(first: &Peer, second: &Peer, retry_after_timeout: bool) -> SmsGateways {
    let second = Second { gateway: GatewayKind::Http, http: by_http(second), ..Second::default() };
    let settings = Settings {
        gateway: GatewayKind::Http,
        http: by_http(first),
        second: Some(second),
        retry_after_timeout,
        ..Settings::default()
    };
    SmsGateways::new(settings, mpsc::channel(1).0).unwrap()
}

fn sms() -> Sms {
    Sms { to: "+84912345678".to_owned(), text: "x".to_owned(), reference: Uuid::nil() }
}

#[tokio::test]
async fn the_second_stands_in_for_one_that_is_away() {
    let (away, second) = (Peer::nobody().await, Peer::answering(vec![answer(200, "")]).await);
    assert!(gateways(&away, &second, false).submit(&sms()).await.is_ok());
    assert_eq!(second.requests().len(), 1);
}

#[tokio::test]
async fn an_unknown_outcome_is_not_repeated_unless_wanted() {
    let (silent, second) = (Peer::silent().await, Peer::answering(vec![answer(200, "")]).await);
    let refusal = gateways(&silent, &second, false).submit(&sms()).await;
    assert_eq!(refusal, Err(SmsRefusal::TimedOut));
    assert!(second.requests().is_empty());
    assert!(gateways(&silent, &second, true).submit(&sms()).await.is_ok());
}

#[tokio::test]
async fn an_unknown_outcome_stays_unknown_when_the_second_is_away() {
    let (silent, away) = (Peer::silent().await, Peer::nobody().await);
    let refusal = gateways(&silent, &away, true).submit(&sms()).await;
    assert_eq!(refusal, Err(SmsRefusal::TimedOut));
}

#[tokio::test]
async fn a_refusal_is_not_taken_elsewhere() {
    let first = Peer::answering(vec![answer(429, "")]).await;
    let second = Peer::answering(vec![answer(200, "")]).await;
    let refusal = gateways(&first, &second, true).submit(&sms()).await;
    assert_eq!(refusal, Err(SmsRefusal::Throttled));
    assert!(second.requests().is_empty());
}

#[test]
fn nothing_personal_shows_in_a_debug_print() {
    let shown = format!("{:?}", sms());
    assert!(!shown.contains("84912345678"), "{shown}");
}

#[test]
fn settings_that_do_not_fit_stop_the_start() {
    let mut settings = Settings::default();
    assert!(settings.check().is_ok());
    settings.second = Some(Second {
        smpp: smpp::Settings { source: "một-cửa".to_owned(), ..smpp::Settings::default() },
        ..Second::default()
    });
    assert!(settings.check().unwrap_err().to_string().contains("sms.smpp.source"));
}
