//! The operator's client against a small peer that answers as told.

use super::*;
use crate::testing::{Peer, answer};
use ground::{Secret, Span};
use serde_json::{Value, json};

const CORRELATOR: Uuid = Uuid::from_u128(5);

fn client(peer: &Peer, change: impl FnOnce(&mut Settings)) -> OperatorClient {
    let mut settings = Settings { base_url: peer.url(""), ..Settings::default() };
    change(&mut settings);
    OperatorClient::new(&settings).unwrap()
}

async fn ask(client: &OperatorClient) -> SubscriberAnswer {
    let phone = PhoneNumber::parse("0912345678").unwrap();
    let identity = IdentityNumber::parse("051090000123", false).unwrap();
    let name = PersonName::parse("Nguyễn Thị Đào").unwrap();
    let birth = BirthDate::from_iso("1990-02-01").unwrap();
    client.match_subscriber(&phone, &identity, &name, &birth, CORRELATOR).await
}

async fn ask_sim(client: &OperatorClient) -> SimAnswer {
    client.sim_changed(&PhoneNumber::parse("0912345678").unwrap(), 3, CORRELATOR).await
}

fn words(id: &str, name: &str, birth: &str) -> String {
    let words = json!({"idDocumentMatch": id, "nameMatch": name, "birthdateMatch": birth});
    answer(200, &words.to_string())
}

fn error(status: u16, code: &str) -> String {
    let error = json!({"status": status, "code": code, "message": "…"});
    answer(status, &error.to_string())
}

#[tokio::test]
async fn asks_as_camara_says() {
    let peer = Peer::answering(vec![words("true", "true", "true")]).await;
    assert_eq!(ask(&client(&peer, |_| ())).await, SubscriberAnswer::Match);
    let [request] = peer.requests().try_into().unwrap();
    assert!(request.head.starts_with("POST /kyc-match/v0.4/match HTTP/1.1"));
    assert!(request.head.contains(&format!("x-correlator: {CORRELATOR}")));
    assert!(!request.head.contains("authorization"));
    let body: Value = serde_json::from_str(&request.body).unwrap();
    let expected = json!({
        "phoneNumber": "+84912345678", "idDocument": "051090000123",
        "idDocumentType": "national_id_card", "name": "Nguyễn Thị Đào", "birthdate": "1990-02-01",
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn asks_once_more_without_diacritics() {
    let first = words("true", "false", "true");
    let peer = Peer::answering(vec![first.clone(), words("true", "true", "true")]).await;
    assert_eq!(ask(&client(&peer, |_| ())).await, SubscriberAnswer::Match);
    let body: Value = serde_json::from_str(&peer.requests()[1].body).unwrap();
    assert_eq!(body["name"], "NGUYEN THI DAO");

    let peer = Peer::answering(vec![first.clone(), first]).await;
    assert_eq!(ask(&client(&peer, |_| ())).await, SubscriberAnswer::Mismatch);
    assert_eq!(peer.requests().len(), 2);
}

#[tokio::test]
async fn other_mismatches_are_not_asked_again() {
    let peer = Peer::answering(vec![words("false", "false", "true"), answer(500, "")]).await;
    assert_eq!(ask(&client(&peer, |_| ())).await, SubscriberAnswer::Mismatch);
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn understands_errors() {
    use SubscriberAnswer as A;
    let long = format!("{{\"x\":\"{}\"}}", "a".repeat(1 << 20));
    for (said, expected) in [
        (error(404, "IDENTIFIER_NOT_FOUND"), A::Mismatch),
        (error(404, "NOT_FOUND"), A::Unreachable),
        (error(403, "KNOW_YOUR_CUSTOMER.ID_DOCUMENT_MISMATCH"), A::Mismatch),
        (error(422, "SERVICE_NOT_APPLICABLE"), A::NotAvailable),
        (error(429, "TOO_MANY_REQUESTS"), A::Unreachable),
        (error(503, "UNAVAILABLE"), A::Unreachable),
        (error(401, "UNAUTHENTICATED"), A::Unreachable),
        (answer(302, ""), A::Unreachable),
        (answer(200, "no json"), A::Unreachable),
        (answer(200, &long), A::Unreachable),
    ] {
        let peer = Peer::answering(vec![said.clone()]).await;
        assert_eq!(ask(&client(&peer, |_| ())).await, expected, "{:.80}", said);
    }
}

#[tokio::test]
async fn nobody_and_silence_are_unreachable() {
    let nobody = Peer::nobody().await;
    assert_eq!(ask(&client(&nobody, |_| ())).await, SubscriberAnswer::Unreachable);
    let silent = Peer::silent().await;
    let quick = |settings: &mut Settings| settings.timeout = Span::from_ms(100);
    assert_eq!(ask(&client(&silent, quick)).await, SubscriberAnswer::Unreachable);
}

#[tokio::test]
async fn a_token_is_asked_for_kept_and_renewed_when_refused() {
    let grant =
        |token: &str| answer(200, &json!({"access_token": token, "expires_in": 3600}).to_string());
    let tokens = Peer::answering(vec![grant("one"), grant("two")]).await;
    let all = words("true", "true", "true");
    let answers = vec![all.clone(), all.clone(), error(401, "UNAUTHENTICATED"), all];
    let peer = Peer::answering(answers).await;
    let client = client(&peer, |settings| {
        settings.token_url = Some(tokens.url("/token"));
        settings.client_id = "mot-cua".to_owned();
        settings.client_secret = Secret::new("s3cret");
    });
    for _ in 0..3 {
        assert_eq!(ask(&client).await, SubscriberAnswer::Match);
    }
    let shown: Vec<bool> =
        peer.requests().iter().map(|request| request.head.contains("Bearer two")).collect();
    assert_eq!(shown, [false, false, false, true]);
    let [first, _] = tokens.requests().try_into().unwrap();
    assert!(first.head.contains("authorization: Basic bW90LWN1YTpzM2NyZXQ="));
    let form = "grant_type=client_credentials&scope=kyc-match%3Amatch+sim-swap%3Acheck";
    assert_eq!(first.body, form);
}

#[tokio::test]
async fn a_silent_token_endpoint_keeps_nobody_waiting_in_line() {
    let (tokens, nobody) = (Peer::silent().await, Peer::nobody().await);
    let client = client(&nobody, |settings| {
        settings.token_url = Some(tokens.url("/token"));
        settings.timeout = Span::from_ms(400);
    });
    let client = std::sync::Arc::new(client);
    let began = Instant::now();
    let asked = (0..20).map(|_| {
        let client = std::sync::Arc::clone(&client);
        tokio::spawn(async move { ask(&client).await })
    });
    for asked in asked.collect::<Vec<_>>() {
        assert_eq!(asked.await.unwrap(), SubscriberAnswer::Unreachable);
    }
    assert!(began.elapsed().as_millis() < 2_000, "{:?}", began.elapsed());
    // A failure is not kept: the next one asks anew.
    assert_eq!(ask(&client).await, SubscriberAnswer::Unreachable);
    assert!(began.elapsed().as_millis() >= 800, "{:?}", began.elapsed());
}

#[tokio::test]
async fn many_at_once_share_one_token_and_one_that_ends_soon_still_serves() {
    let grant = |token: &str, lasts: u64| {
        answer(200, &json!({"access_token": token, "expires_in": lasts}).to_string())
    };
    // The first ends within the margin, so it is shown and renewed behind the requests.
    let tokens = Peer::answering(vec![grant("one", 20), grant("two", 3600)]).await;
    let peer = Peer::answering(vec![words("true", "true", "true"); 10]).await;
    let client = client(&peer, |settings| settings.token_url = Some(tokens.url("/token")));
    let all = futures_util::future::join_all((0..8).map(|_| ask(&client))).await;
    assert!(all.iter().all(|answer| *answer == SubscriberAnswer::Match), "{all:?}");
    assert_eq!(tokens.requests().len(), 1);
    assert_eq!(ask(&client).await, SubscriberAnswer::Match);
    while tokens.requests().len() < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(ask(&client).await, SubscriberAnswer::Match);
    let last = peer.requests().pop().unwrap();
    assert!(last.head.contains("Bearer two"), "{}", last.head);
}

#[tokio::test]
async fn a_standing_token_is_shown_and_no_token_is_unreachable() {
    let peer = Peer::answering(vec![words("true", "true", "true")]).await;
    let standing = |settings: &mut Settings| settings.token = Some(Secret::new("abc"));
    assert_eq!(ask(&client(&peer, standing)).await, SubscriberAnswer::Match);
    assert!(peer.requests()[0].head.contains("authorization: Bearer abc"));

    let tokens = Peer::answering(vec![answer(401, "{}")]).await;
    let refused = |settings: &mut Settings| settings.token_url = Some(tokens.url("/token"));
    assert_eq!(ask(&client(&peer, refused)).await, SubscriberAnswer::Unreachable);
}

#[tokio::test]
async fn tells_whether_a_sim_was_changed() {
    let peer = Peer::answering(vec![answer(200, r#"{"swapped":true}"#)]).await;
    assert_eq!(ask_sim(&client(&peer, |_| ())).await, SimAnswer::Changed);
    let [request] = peer.requests().try_into().unwrap();
    assert!(request.head.starts_with("POST /sim-swap/v2/check "));
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body, json!({"phoneNumber": "+84912345678", "maxAge": 72}));

    for (said, expected) in [
        (answer(200, r#"{"swapped":false}"#), SimAnswer::Unchanged),
        (answer(200, "{}"), SimAnswer::Unreachable),
        (error(404, "IDENTIFIER_NOT_FOUND"), SimAnswer::NotAvailable),
        (error(422, "SERVICE_NOT_APPLICABLE"), SimAnswer::NotAvailable),
        (error(404, "NOT_FOUND"), SimAnswer::Unreachable),
        (error(503, "UNAVAILABLE"), SimAnswer::Unreachable),
    ] {
        let peer = Peer::answering(vec![said]).await;
        assert_eq!(ask_sim(&client(&peer, |_| ())).await, expected);
    }
    let silent = Peer::silent().await;
    let quick = |settings: &mut Settings| settings.timeout = Span::from_ms(100);
    assert_eq!(ask_sim(&client(&silent, quick)).await, SimAnswer::Unreachable);
}

#[test]
fn only_codes_reach_the_log() {
    assert_eq!(loggable("IDENTIFIER_NOT_FOUND"), "IDENTIFIER_NOT_FOUND");
    assert_eq!(loggable("no +84912345678"), "unreadable");
}
