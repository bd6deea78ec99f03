//! Tokens as a provider might make them: the right one, and each wrong in one thing.

use super::*;
use ground::jose::SigningKey;
use serde_json::json;

const ISSUER: &str = "https://sso.example.vn";
const NOW: i64 = 1_795_332_720;

fn settings() -> Settings {
    Settings { issuer: ISSUER.into(), client_id: "portal".into(), ..Settings::default() }
}

fn attempt() -> Attempt {
    Attempt {
        state: "s".into(),
        nonce: "n-0S6".into(),
        verifier: "v".into(),
        began: Moment::from_unix_ms((NOW - 30) * 1000),
    }
}

fn signer(algorithm: Algorithm) -> SigningKey {
    SigningKey::from_pkcs8(algorithm, &SigningKey::generate(algorithm).unwrap()).unwrap()
}

fn public(signer: &SigningKey) -> Vec<VerifyingKey> {
    vec![VerifyingKey::from_jwk(signer.public_jwk()).unwrap()]
}

/// What an ID token with these claims laid over the right ones is worth.
fn judged(change: &Value, settings: &Settings) -> Result<String, Doubt> {
    let mut claims = json!({
        "iss": ISSUER, "sub": "a", "aud": "portal", "nonce": "n-0S6", "iat": NOW - 5, "exp": NOW + 300,
    });
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let key = signer(Algorithm::Es256);
    let token = key.sign("JWT", &claims).unwrap();
    let token = parse(&token, settings)?;
    let now = Moment::from_unix_ms(NOW * 1000);
    let claims = id_token(&token, &public(&key), settings, &attempt(), now)?;
    Ok(subject(claims).unwrap().to_owned())
}

#[test]
fn an_id_token_is_believed_where_everything_is_right() {
    let ours = settings();
    for change in [
        json!({}),
        json!({ "aud": ["portal"] }),
        json!({ "aud": ["portal", "other"], "azp": "portal" }),
        json!({ "exp": NOW - 59 }),
        json!({ "iat": NOW + 59 }),
        json!({ "iat": 1_795_332_719.5 }),
        json!({ "nbf": NOW + 30 }),
    ] {
        assert_eq!(judged(&change, &ours), Ok("a".into()), "{change}");
    }
    let lenient = Settings { nonce_demanded: false, ..settings() };
    assert_eq!(judged(&json!({ "nonce": null }), &lenient), Ok("a".into()));
}

#[test]
fn core_3_1_3_7_each_wrong_claim_is_refused() {
    let ours = settings();
    for (change, doubt) in [
        (json!({ "iss": "https://sso.example.vn/" }), Doubt::Issuer),
        (json!({ "iss": null }), Doubt::Issuer),
        (json!({ "aud": "other" }), Doubt::Audience),
        (json!({ "aud": null }), Doubt::Audience),
        (json!({ "aud": [] }), Doubt::Audience),
        (json!({ "aud": ["portal", "other"] }), Doubt::Audience),
        (json!({ "aud": ["portal", "other"], "azp": "other" }), Doubt::Audience),
        (json!({ "azp": "other" }), Doubt::Audience),
        (json!({ "exp": NOW - 61 }), Doubt::Time),
        (json!({ "exp": null }), Doubt::Time),
        (json!({ "exp": "soon" }), Doubt::Time),
        (json!({ "exp": i64::MAX }), Doubt::Time),
        (json!({ "iat": NOW + 61 }), Doubt::Time),
        (json!({ "iat": null }), Doubt::Time),
        (json!({ "iat": NOW - 91 }), Doubt::Time),
        (json!({ "nbf": NOW + 61 }), Doubt::Time),
        (json!({ "nonce": "other" }), Doubt::Nonce),
        (json!({ "nonce": null }), Doubt::Nonce),
        (json!({ "nonce": 7 }), Doubt::Nonce),
        (json!({ "sub": "" }), Doubt::Subject),
        (json!({ "sub": "  " }), Doubt::Subject),
        (json!({ "sub": null }), Doubt::Subject),
        (json!({ "sub": 7 }), Doubt::Subject),
        (json!({ "sub": "x".repeat(256) }), Doubt::Subject),
        (json!({ "events": { LOGOUT: {} } }), Doubt::NoToken),
    ] {
        assert_eq!(judged(&change, &ours), Err(doubt), "{change}");
    }
    let lenient = Settings { nonce_demanded: false, ..settings() };
    assert_eq!(judged(&json!({ "nonce": "other" }), &lenient), Err(Doubt::Nonce));
}

#[test]
fn a_provider_signs_with_its_algorithms_and_keys_only() {
    let (es, rs, other) =
        (signer(Algorithm::Es256), signer(Algorithm::Rs256), signer(Algorithm::Es256));
    let claims = json!({
        "iss": ISSUER, "sub": "a", "aud": "portal", "nonce": "n-0S6", "iat": NOW, "exp": NOW + 300,
    });
    let now = Moment::from_unix_ms(NOW * 1000);
    let only_es = Settings { signing_algorithms: vec![Algorithm::Es256], ..settings() };
    let judge = |signer: &SigningKey, keys: &[VerifyingKey], settings: &Settings| {
        let token = signer.sign("JWT", &claims).unwrap();
        let token = parse(&token, settings)?;
        id_token(&token, keys, settings, &attempt(), now).map(|_| ())
    };
    assert_eq!(judge(&rs, &public(&rs), &settings()), Ok(()));
    assert_eq!(judge(&rs, &public(&rs), &only_es), Err(Doubt::Algorithm));
    assert_eq!(judge(&other, &public(&es), &only_es), Err(Doubt::Signature));
    for header in [json!({ "alg": "none" }), json!({ "alg": "HS256" }), json!({ "alg": "nOnE" })] {
        let token = format!("{}.{}.", base64url(header.to_string()), base64url(claims.to_string()));
        assert!(parse(&token, &settings()).is_err_and(|doubt| doubt == Doubt::NoToken));
    }
    let typed = es.sign("logout+jwt", &claims).unwrap();
    let typed = parse(&typed, &settings()).unwrap();
    let read = id_token(&typed, &public(&es), &settings(), &attempt(), now);
    assert_eq!(read.map(|_| ()), Err(Doubt::NoToken), "a logout token is no ID token");
}

#[test]
fn back_channel_logout_2_6_each_wrong_token_is_refused() {
    let key = signer(Algorithm::Es256);
    let judge = |kind: &str, change: Value| {
        let mut claims = json!({
            "iss": ISSUER, "aud": "portal", "iat": NOW, "exp": NOW + 120, "jti": "1", "sid": "x",
            "events": { LOGOUT: {} },
        });
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let token = key.sign(kind, &claims).unwrap();
        let token = parse(&token, &settings()).unwrap();
        let now = Moment::from_unix_ms(NOW * 1000);
        logout_token(&token, &public(&key), &settings(), now).map(|_| ())
    };
    assert_eq!(judge("logout+jwt", json!({})), Ok(()));
    assert_eq!(judge("JWT", json!({ "sid": null, "sub": "a" })), Ok(()));
    for (kind, change, doubt) in [
        ("at+jwt", json!({}), Doubt::NoToken),
        ("logout+jwt", json!({ "nonce": "n-0S6" }), Doubt::Events),
        ("logout+jwt", json!({ "events": null }), Doubt::Events),
        ("logout+jwt", json!({ "events": { LOGOUT: true } }), Doubt::Events),
        ("logout+jwt", json!({ "events": { "https://other": {} } }), Doubt::Events),
        ("logout+jwt", json!({ "jti": null }), Doubt::Events),
        ("logout+jwt", json!({ "sid": null }), Doubt::Subject),
        ("logout+jwt", json!({ "iss": "https://other" }), Doubt::Issuer),
        ("logout+jwt", json!({ "aud": "other" }), Doubt::Audience),
        ("logout+jwt", json!({ "exp": NOW - 61 }), Doubt::Time),
    ] {
        assert_eq!(judge(kind, change.clone()), Err(doubt), "{kind} {change}");
    }
}

#[test]
fn core_3_1_3_8_an_access_token_belongs_to_its_id_token() {
    // OpenID Connect Core 1.0, A.3: the hash of this very access token.
    let claims = json!({ "at_hash": "77QmUPtjPfzWtF2AnpK9RQ" });
    let claims = claims.as_object().unwrap();
    let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    for algorithm in [Algorithm::Es256, Algorithm::Ps256, Algorithm::Rs256] {
        assert!(belongs(claims, algorithm, access_token));
        assert!(!belongs(claims, algorithm, "another"));
        assert!(belongs(&Claims::new(), algorithm, "another"));
    }
    // Ed25519 hashes with SHA-512, so half of it is 32 bytes.
    let whole = digest::digest(&digest::SHA512, access_token.as_bytes());
    let said = json!({ "at_hash": base64url(&whole.as_ref()[..32]) });
    assert!(belongs(said.as_object().unwrap(), Algorithm::EdDsa, access_token));
    assert!(!belongs(claims, Algorithm::EdDsa, access_token));
}
