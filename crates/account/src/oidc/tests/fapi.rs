//! The FAPI 2.0 Security Profile: requests are pushed, keys instead of secrets, tokens are bound.

use super::party::*;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use axum::http::Method;
use ground::Span;
use ground::jose::{Algorithm, SigningKey, base64url};
use serde_json::{Value, json};
use store::Store;
use web::testing::Seen;

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn now(party: &Party) -> i64 {
    party.world.now().unix_ms() / 1000
}

fn asserted(party: &Party, name: &str) -> Value {
    json!({ "iss": "bank", "sub": "bank", "aud": ISSUER, "exp": now(party) + 60, "jti": name })
}

fn proving(party: &Party, fields: Fields, claims: &Value) -> Fields {
    let token = party.bank.sign("JWT", claims).unwrap();
    fields.with("client_assertion_type", KIND).with("client_assertion", &token)
}

fn proof(party: &Party, path: &str, name: &str) -> Value {
    let htu = format!("{ISSUER}{path}");
    json!({ "htm": "POST", "htu": htu, "iat": now(party), "jti": name })
}

async fn posts(party: &Party, path: &str, key: &ProofKey, fields: &Fields, name: &str) -> Seen {
    let proof = key.proves(&proof(party, path, name));
    party.calls(Method::POST, path, &[("dpop", &proof)], fields).await
}

async fn pushed(party: &Party, name: &str) -> String {
    let fields = proving(party, asking("bank"), &asserted(party, name));
    let answer = json_of(party.posts("/oauth2/par", &fields).await.answers(201));
    assert_eq!(answer["expires_in"], 60);
    answer["request_uri"].as_str().unwrap().to_owned()
}

fn by_name(uri: &str) -> Fields {
    Fields::of(&[("client_id", "bank"), ("request_uri", uri)])
}

fn bare(code: &str) -> Fields {
    trading("bank", code).without("client_secret")
}

async fn a_bank_signs_somebody_in(store: Store) {
    let party = Party::on(store).await;
    let key = ProofKey::new();
    let browser = party.signed_in().await;
    let uri = pushed(&party, "1").await;
    assert!(uri.starts_with("urn:ietf:params:oauth:request_uri:"));
    let (_, all) = led(&party.asks(&browser, &by_name(&uri)).await);
    assert_eq!((all["state"].as_str(), all["iss"].as_str()), ("af0ifjsldkj", ISSUER));
    let seen = party.asks(&browser, &by_name(&uri)).await;
    seen.answers(400).sees(&party.world.t("openid-wrong-pushed"));
    let trade = proving(&party, bare(&all["code"]), &asserted(&party, "2"));
    let tokens = json_of(posts(&party, "/oauth2/token", &key, &trade, "a").await.answers(200));
    assert_eq!(tokens["token_type"], "DPoP");
    let access = tokens["access_token"].as_str().unwrap();
    let shown = format!("DPoP {access}");
    let mut claims = json!({ "htm": "GET", "htu": format!("{ISSUER}/oauth2/userinfo"),
        "iat": now(&party), "jti": "b", "ath": ground::jose::sha256(access) });
    let first = key.proves(&claims);
    let get = async |authorization: &str, proof: &str| {
        let headers = [("authorization", authorization), ("dpop", proof)];
        party.calls(Method::GET, "/oauth2/userinfo", &headers, &Fields::default()).await
    };
    get(&shown, &first).await.answers(200);
    refused(&get(&shown, &first).await, 401, "invalid_token");
    refused(&party.userinfo(access).await, 401, "invalid_token");
    claims["jti"] = "c".into();
    refused(&get(&shown, &ProofKey::new().proves(&claims)).await, 401, "invalid_token");
    claims["ath"] = "x".into();
    let seen = get(&shown, &key.proves(&claims)).await;
    refused(&seen, 401, "invalid_token");
    assert!(seen.header("www-authenticate").starts_with("DPoP "), "RFC 9449, 7.1");
}

store::on_both_engines!(fapi_2_5_3_whole_way, a_bank_signs_somebody_in);

async fn pushed_requests_are_checked_like_others(store: Store) {
    let party = Party::on(store).await;
    let browser = party.signed_in().await;
    let mut nth = 0;
    let mut ask = |fields: Fields| {
        nth += 1;
        proving(&party, fields, &asserted(&party, &format!("{nth}")))
    };
    let ok = || asking("bank");
    for (clause, fields, error) in [
        ("RFC 9126, 2.1", ok().with("request_uri", "urn:x"), "invalid_request"),
        ("RFC 9126, 2.3", ok().with("redirect_uri", "http://evil.example/"), "invalid_request"),
        ("RFC 9126, 2.3", ok().without("redirect_uri"), "invalid_request"),
        ("RFC 9126, 2.3", ok().with("response_type", "token"), "unsupported_response_type"),
        ("FAPI 2.0, 5.3.2.2", ok().without("code_challenge"), "invalid_request"),
        ("RFC 9126, 2.3", ok().with("scope", "x"), "invalid_scope"),
    ] {
        let seen = party.posts("/oauth2/par", &ask(fields)).await;
        refused(&seen, 400, error);
        assert!(!seen.body().contains("request_uri\":"), "{clause}");
    }
    refused(&party.posts("/oauth2/par", &asking("bank")).await, 401, "invalid_client");
    party.calls(Method::GET, "/oauth2/par", &[], &Fields::default()).await.answers(405);
    let uri = pushed(&party, "late").await;
    let foreign = by_name(&uri).with("client_id", "portal");
    party.asks(&browser, &foreign).await.answers(400);
    party.world.advance(Span::from_seconds(61));
    party.asks(&browser, &by_name(&uri)).await.answers(400);
    party.asks(&browser, &by_name("urn:ietf:params:oauth:request_uri:x")).await.answers(400);
    // A client of the Basic profile may push, too.
    let portal = asking("portal").with("client_secret", SECRET);
    let answer = json_of(party.posts("/oauth2/par", &portal).await.answers(201));
    let asks = by_name(answer["request_uri"].as_str().unwrap()).with("client_id", "portal");
    assert!(led(&party.asks(&browser, &asks).await).1.contains_key("code"));
}

store::on_both_engines!(rfc_9126_2_pushed, pushed_requests_are_checked_like_others);

async fn an_assertion_holds_once_for_us_and_now(store: Store) {
    let party = Party::on(store).await;
    let own = || Fields::of(&[("grant_type", "client_credentials")]);
    let key = ProofKey::new();
    let good = proving(&party, own(), &asserted(&party, "once"));
    posts(&party, "/oauth2/token", &key, &good, "1").await.answers(200);
    refused(&posts(&party, "/oauth2/token", &key, &good, "2").await, 401, "invalid_client");
    let changed = |name: &str, value: Value| {
        let mut claims = asserted(&party, &format!("{name} {value}"));
        claims[name] = value;
        proving(&party, own(), &claims)
    };
    let all = [
        ("RFC 7523, 3", changed("iss", "portal".into())),
        ("RFC 7523, 3", changed("sub", "portal".into())),
        ("RFC 7523, 3", changed("exp", (now(&party) - 61).into())),
        ("RFC 7523, 3", changed("exp", "soon".into())),
        ("RFC 7523, 3", changed("exp", (now(&party) + 4000).into())),
        ("RFC 7523, 3", changed("nbf", (now(&party) + 61).into())),
        ("RFC 7523, 3", changed("jti", Value::Null)),
        ("FAPI 2.0, 5.3.2.1", changed("aud", json!([ISSUER]))),
        ("FAPI 2.0, 5.3.2.1", changed("aud", format!("{ISSUER}/oauth2/token").into())),
        ("RFC 7523, 3", changed("aud", "https://evil.example".into())),
        ("RFC 7521, 4.2", changed("x", "y".into()).with("client_assertion_type", "x")),
        (
            "RFC 7521, 4.2",
            own().with("client_assertion_type", KIND).with("client_assertion", "a.b"),
        ),
    ];
    for (nth, (clause, fields)) in all.into_iter().enumerate() {
        let seen = posts(&party, "/oauth2/token", &key, &fields, &format!("w{nth}")).await;
        assert_eq!(seen.status().as_u16(), 401, "{clause}: {nth}");
        refused(&seen, 401, "invalid_client");
    }
}

store::on_both_engines!(rfc_7523_3_private_key_jwt, an_assertion_holds_once_for_us_and_now);

async fn a_proof_holds_once_here_and_now(store: Store) {
    let party = Party::on(store).await;
    let key = ProofKey::new();
    let fields = |name: &str| {
        let own = Fields::of(&[("grant_type", "client_credentials")]);
        proving(&party, own, &asserted(&party, name))
    };
    let seen = party.posts("/oauth2/token", &fields("none")).await;
    refused(&seen, 400, "invalid_dpop_proof");
    let good = proof(&party, "/oauth2/token", "good");
    let mut wrong = Vec::new();
    for (name, value) in [
        ("htm", json!("GET")),
        ("htu", json!("http://localhost:8081/oauth2/par")),
        ("htu", json!("http://evil.example/oauth2/token")),
        ("iat", json!(now(&party) - 61)),
        ("iat", json!(now(&party) + 61)),
        ("jti", Value::Null),
        ("jti", json!("")),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        wrong.push(key.proves(&claims));
    }
    wrong.push(party.bank.sign("dpop+jwt", &good).unwrap());
    wrong.push("x".into());
    for (nth, proof) in wrong.iter().enumerate() {
        let headers = [("dpop", proof.as_str())];
        let fields = fields(&format!("w{nth}"));
        let seen = party.calls(Method::POST, "/oauth2/token", &headers, &fields).await;
        refused(&seen, 400, "invalid_dpop_proof");
    }
    let good = key.proves(&good);
    let headers = [("dpop", good.as_str())];
    let first = party.calls(Method::POST, "/oauth2/token", &headers, &fields("g1")).await;
    assert_eq!(json_of(first.answers(200))["token_type"], "DPoP");
    let again = party.calls(Method::POST, "/oauth2/token", &headers, &fields("g2")).await;
    refused(&again, 400, "invalid_dpop_proof");
    let twice = [("dpop", good.as_str()), ("dpop", good.as_str())];
    let twice = party.calls(Method::POST, "/oauth2/token", &twice, &fields("g3")).await;
    refused(&twice, 400, "invalid_dpop_proof");
}

store::on_both_engines!(rfc_9449_4_3_proofs, a_proof_holds_once_here_and_now);

async fn a_code_that_was_bound_serves_its_key_only(store: Store) {
    let party = Party::on(store).await;
    let (ours, theirs) = (ProofKey::new(), ProofKey::new());
    let browser = party.signed_in().await;
    let asks = proving(&party, asking("bank"), &asserted(&party, "1"));
    let seen = posts(&party, "/oauth2/par", &ours, &asks, "a").await;
    let answer = json_of(seen.answers(201));
    let uri = answer["request_uri"].as_str().unwrap();
    let (_, all) = led(&party.asks(&browser, &by_name(uri)).await);
    let trade = proving(&party, bare(&all["code"]), &asserted(&party, "2"));
    let seen = posts(&party, "/oauth2/token", &theirs, &trade, "b").await;
    refused(&seen, 400, "invalid_dpop_proof");
}

store::on_both_engines!(rfc_9449_10_bound_codes, a_code_that_was_bound_serves_its_key_only);

/// A proof that RSA signed as RS256 does, and by all else right.
fn rs256_proof(claims: &Value) -> String {
    let pkcs8 = SigningKey::generate(Algorithm::Rs256).unwrap();
    let jwk = SigningKey::from_pkcs8(Algorithm::Rs256, &pkcs8).unwrap().public_jwk().clone();
    let pair = RsaKeyPair::from_pkcs8(&pkcs8).unwrap();
    let header = json!({ "alg": "RS256", "typ": "dpop+jwt", "jwk": jwk });
    let message = format!("{}.{}", base64url(header.to_string()), base64url(claims.to_string()));
    let mut signature = vec![0; pair.public_modulus_len()];
    let chance = SystemRandom::new();
    pair.sign(&RSA_PKCS1_SHA256, &chance, message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", base64url(signature))
}

async fn proofs_of_old_algorithms_are_refused(store: Store) {
    let party = Party::on(store).await;
    let own = Fields::of(&[("grant_type", "client_credentials")]);
    let fields = proving(&party, own, &asserted(&party, "1"));
    let old = rs256_proof(&proof(&party, "/oauth2/token", "a"));
    let headers = [("dpop", old.as_str())];
    let seen = party.calls(Method::POST, "/oauth2/token", &headers, &fields).await;
    refused(&seen, 400, "invalid_dpop_proof");
    let seen = party
        .calls(Method::GET, "/.well-known/openid-configuration", &[], &Fields::default())
        .await;
    let listed = json_of(&seen)["dpop_signing_alg_values_supported"].clone();
    assert_eq!(listed, json!(["ES256", "PS256", "EdDSA"]));
}

store::on_both_engines!(fapi_2_5_4_1_algorithms, proofs_of_old_algorithms_are_refused);

async fn a_refresh_token_outlives_its_first_key(store: Store) {
    let party = Party::on(store).await;
    let (first, next) = (ProofKey::new(), ProofKey::new());
    let browser = party.signed_in().await;
    let asks = asking("bank").with("scope", "openid offline_access");
    let asks = proving(&party, asks, &asserted(&party, "1"));
    let answer = json_of(party.posts("/oauth2/par", &asks).await.answers(201));
    let uri = answer["request_uri"].as_str().unwrap();
    let (_, all) = led(&party.asks(&browser, &by_name(uri)).await);
    let trade = proving(&party, bare(&all["code"]), &asserted(&party, "2"));
    let tokens = json_of(posts(&party, "/oauth2/token", &first, &trade, "a").await.answers(200));
    let refresh = Fields::of(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ]);
    for (nth, key) in [&next, &first, &next].into_iter().enumerate() {
        let name = format!("r{nth}");
        let fields = proving(&party, refresh.clone(), &asserted(&party, &name));
        let seen = posts(&party, "/oauth2/token", key, &fields, &name).await;
        let told = json_of(seen.answers(200));
        assert_eq!(told["token_type"], "DPoP", "the new access token is bound to the new key");
        assert!(told.get("refresh_token").is_none(), "FAPI 2.0, 5.3.2.1: it is not traded");
    }
}

store::on_both_engines!(rfc_9449_5_refresh_tokens, a_refresh_token_outlives_its_first_key);
