//! The client against a peer that says what it is told to; the whole way is walked against the
//! sandbox, in its tests and in the portal's.

use super::*;
use crate::testing::{Peer, answer};
use ground::Span;
use ground::jose::{Algorithm, SigningKey};
use serde_json::json;
use settings::AuthMethod;
use std::sync::Mutex;

/// A clock that is moved by hand.
#[derive(Clone)]
struct Hand(Arc<Mutex<Moment>>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Moment::from_unix_ms(1_795_332_720_000))))
    }

    fn clock(&self) -> Clock {
        let at = Arc::clone(&self.0);
        Clock::new(move || *at.lock().unwrap())
    }

    fn move_on(&self, span: Span) {
        let mut at = self.0.lock().unwrap();
        *at = at.plus(span);
    }
}

fn settings(issuer: &str) -> Settings {
    Settings {
        id: "national".into(),
        issuer: issuer.into(),
        client_id: "portal".into(),
        client_secret: Secret::new("s cret/:"),
        timeout: Span::from_ms(500),
        ..Settings::default()
    }
}

fn client(settings: Settings, hand: &Hand) -> OpenIdClient {
    let chance = Chance::new(|buffer| buffer.fill(7));
    let back = "https://portal.example.vn/back".to_owned();
    OpenIdClient::new(settings, back, (hand.clock(), chance)).unwrap()
}

fn written(peer: &Peer) -> Settings {
    Settings {
        authorization_endpoint: Some("https://sso.example.vn/authorize?tenant=a".into()),
        token_endpoint: Some(peer.url("/token")),
        jwks_uri: Some(peer.url("/jwks")),
        ..settings(&peer.url(""))
    }
}

#[tokio::test]
async fn a_provider_without_discovery_is_asked_as_the_settings_say() {
    let hand = Hand::new();
    let peer = Peer::answering(vec![answer(400, r#"{"error":"invalid_grant"}"#)]).await;
    let settings = Settings {
        pkce: false,
        acr_values: "LoA1".into(),
        auth_method: AuthMethod::ClientSecretPost,
        ..written(&peer)
    };
    let client = client(settings, &hand);
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    let address = client.begin(&attempt, "vi").await.unwrap();
    assert!(address.starts_with("https://sso.example.vn/authorize?tenant=a&response_type=code"));
    assert!(address.contains("&acr_values=LoA1") && !address.contains("code_challenge"));
    let answer = Answer { code: "abc", issuer: None, error: "" };
    let refused = client.redeem(&answer, &attempt).await.err();
    assert_eq!(refused, Some(OpenIdRefusal::Refused));
    let asked = peer.requests().remove(0);
    assert!(asked.body.contains("client_id=portal&client_secret=s+cret%2F%3A"), "{}", asked.body);
    assert!(!asked.body.contains("code_verifier"));
    assert!(!asked.head.to_ascii_lowercase().contains("authorization:"));
}

#[tokio::test]
async fn rfc_6749_2_3_1_the_secret_is_encoded_before_it_goes_into_the_header() {
    let hand = Hand::new();
    let peer = Peer::answering(vec![answer(200, "{}")]).await;
    let client = client(written(&peer), &hand);
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    let answer = Answer { code: "abc", issuer: None, error: "" };
    let refused = client.redeem(&answer, &attempt).await.err();
    assert_eq!(refused, Some(OpenIdRefusal::Doubtful(Doubt::NoToken)));
    let asked = peer.requests().remove(0);
    // portal:s+cret%2F%3A
    let basic = "authorization: Basic cG9ydGFsOnMrY3JldCUyRiUzQQ==";
    assert!(asked.head.contains(basic), "{}", asked.head);
    assert!(asked.body.contains(&format!("code_verifier={}", attempt.verifier)));
}

#[tokio::test]
async fn an_answer_in_anothers_name_is_refused_before_anybody_is_asked() {
    let hand = Hand::new();
    let peer = Peer::silent().await;
    let settings = Settings { response_issuer_demanded: true, ..written(&peer) };
    let client = client(settings, &hand);
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    for issuer in [None, Some("https://another.example"), Some("")] {
        let answer = Answer { code: "abc", issuer, error: "" };
        let refused = client.redeem(&answer, &attempt).await.err();
        assert_eq!(refused, Some(OpenIdRefusal::Doubtful(Doubt::Issuer)), "{issuer:?}");
    }
    assert!(peer.requests().is_empty());
}

#[tokio::test]
async fn unknown_keys_are_asked_for_once_a_minute() {
    let hand = Hand::new();
    let make = || {
        let pkcs8 = SigningKey::generate(Algorithm::Es256).unwrap();
        SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8).unwrap()
    };
    let (first, second) = (make(), make());
    let set = |key: &SigningKey| answer(200, &json!({ "keys": [key.public_jwk()] }).to_string());
    let peer = Peer::answering(vec![set(&first), set(&second), set(&second)]).await;
    let client = client(written(&peer), &hand);
    let logout = |key: &SigningKey| {
        let now = hand.clock().now().unix_ms() / 1000;
        let claims = json!({
            "iss": peer.url(""), "aud": "portal", "iat": now, "exp": now + 60, "jti": "1",
            "sub": "a", "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        key.sign("logout+jwt", &claims).unwrap()
    };
    assert!(client.read_logout(&logout(&first)).await.is_ok());
    for _ in 0..5 {
        let refused = client.read_logout(&logout(&second)).await.err();
        assert_eq!(refused, Some(OpenIdRefusal::Doubtful(Doubt::Signature)));
    }
    assert_eq!(peer.requests().len(), 1, "not before a minute is over");
    hand.move_on(Span::from_seconds(61));
    assert!(client.read_logout(&logout(&second)).await.is_ok());
    assert!(client.read_logout(&logout(&first)).await.is_err(), "its provider withdrew it");
    assert_eq!(peer.requests().len(), 2);
}

#[tokio::test]
async fn nobody_waits_in_line_for_a_provider_that_is_silent() {
    let hand = Hand::new();
    let peer = Peer::silent().await;
    let client = Arc::new(client(settings(&peer.url("")), &hand));
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    let began = tokio::time::Instant::now();
    let all = (0..20).map(|_| {
        let (client, attempt) = (Arc::clone(&client), attempt.clone());
        tokio::spawn(async move { client.begin(&attempt, "vi").await })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.unwrap().err(), Some(OpenIdRefusal::Unreachable));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(2), "one timeout for all");
}

#[tokio::test]
async fn a_provider_that_names_private_addresses_is_not_followed() {
    let said = json!({
        "issuer": "https://sso.example.vn", "authorization_endpoint": "javascript:alert(1)",
        "token_endpoint": "http://169.254.169.254/", "jwks_uri": "http://10.0.0.1/",
    });
    let hand = Hand::new();
    let peer = Peer::answering(vec![answer(200, &said.to_string())]).await;
    let ours = Settings { issuer: peer.url(""), ..settings("") };
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    let refused = client(ours, &hand).begin(&attempt, "vi").await.err();
    assert_eq!(refused, Some(OpenIdRefusal::Doubtful(Doubt::Issuer)), "not its own issuer");
    let wire = Wire::new(&Settings { public_only: true, ..settings("https://sso.example.vn") });
    let wire = wire.unwrap();
    for wrong in ["http://sso.example.vn", "https://10.0.0.1/", "https://[::1]/", "ftp://a", "x"] {
        assert!(wire.address(wrong).is_err(), "{wrong}");
    }
    assert!(wire.address("https://keys.example.vn/jwks").is_ok());
}

#[test]
fn settings_are_checked_with_words() {
    let right = Settings {
        name_vi: "Cổng".into(),
        name_en: "Portal".into(),
        ..settings("https://sso.example.vn")
    };
    assert_eq!(right.check(), Ok(()));
    for (wrong, key) in [
        (Settings { id: "a/b".into(), ..right.clone() }, "id"),
        (Settings { name_en: String::new(), ..right.clone() }, "name_en"),
        (Settings { issuer: "sso".into(), ..right.clone() }, "issuer"),
        (Settings { scopes: "profile".into(), ..right.clone() }, "scopes"),
        (Settings { client_secret: Secret::new(""), ..right.clone() }, "client_secret"),
        (Settings { auth_method: AuthMethod::PrivateKeyJwt, ..right }, "client_key_file"),
    ] {
        assert!(wrong.check().unwrap_err().starts_with(key), "{key}");
    }
}

#[tokio::test]
async fn rfc_7523_we_show_who_we_are_by_a_key_of_our_own() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let pkcs8 = SigningKey::generate(Algorithm::Es256).unwrap();
    let ours = SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8).unwrap();
    let file = std::env::temp_dir().join(format!("motcua-key-{}.pem", std::process::id()));
    let pem = STANDARD.encode(&pkcs8);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{pem}\n-----END PRIVATE KEY-----\n");
    std::fs::write(&file, pem).unwrap();
    let hand = Hand::new();
    let peer = Peer::answering(vec![answer(200, "{}")]).await;
    let by_key = Settings {
        auth_method: AuthMethod::PrivateKeyJwt,
        client_key_file: Some(file.clone()),
        ..written(&peer)
    };
    let client = client(by_key, &hand);
    std::fs::remove_file(&file).unwrap();
    let attempt = Attempt::new(&Chance::new(|buffer| buffer.fill(1)), hand.clock().now());
    let said = Answer { code: "abc", issuer: None, error: "" };
    assert!(client.redeem(&said, &attempt).await.is_err());
    let asked = peer.requests().remove(0);
    let fields: std::collections::BTreeMap<_, _> =
        form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect();
    assert_eq!(fields["client_id"], "portal");
    assert!(fields["client_assertion_type"].ends_with("jwt-bearer"));
    let assertion = Compact::parse(&fields["client_assertion"]).unwrap();
    let key = ground::jose::VerifyingKey::from_jwk(ours.public_jwk()).unwrap();
    let claims = assertion.verified(&[key]).unwrap();
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!("portal"), &json!("portal")));
    assert_eq!(claims["aud"], json!(peer.url("")));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 60);
    assert!(!asked.body.contains("client_secret"));
}
