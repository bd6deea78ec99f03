//! The operator, asked as a CAMARA client asks.

use crate::running::{Answer, Running, quick, start};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";
const CREDENTIALS: &str =
    "grant_type=client_credentials&client_id=motcua&client_secret=sandbox-telco";

async fn token(running: &Running, more: &str) -> String {
    let body = format!("{CREDENTIALS}{more}");
    let answer = running.ask("POST", "/telco/oauth2/token", FORM, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["token_type"], "Bearer");
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

async fn post(running: &Running, path: &str, token: &str, body: &Value) -> Answer {
    let more = format!("authorization: Bearer {token}\r\nx-correlator: ab-12\r\n");
    let answer = running.ask("POST", &format!("/telco{path}"), &more, &body.to_string()).await;
    assert!(answer.head.contains("x-correlator: ab-12"), "{}", answer.head);
    answer
}

const MATCH: &str = "/kyc-match/v0.4/match";

fn binh() -> Value {
    json!({
        "phoneNumber": "+84828000088", "idDocument": "051088001234",
        "idDocumentType": "national_id_card", "name": "nguyễn văn  bình",
        "birthdate": "1988-03-15", "givenName": "Bình",
    })
}

#[tokio::test]
async fn matches_what_it_holds() {
    let running = start(quick()).await;
    let token = token(&running, "&scope=kyc-match:match").await;
    let answer = post(&running, MATCH, &token, &binh()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json(),
        json!({
            "idDocumentMatch": "true", "idDocumentTypeMatch": "true", "nameMatch": "true",
            "birthdateMatch": "true", "givenNameMatch": "not_available",
        })
    );

    let mai = json!({"phoneNumber": "+84905000190", "name": "Nguyễn Thị Mai"});
    let answer = post(&running, MATCH, &token, &mai).await.json();
    assert_eq!(answer["nameMatch"], "false");
    assert!(answer["nameMatchScore"].as_u64().is_some_and(|score| score > 70), "{answer}");
    let mai = json!({"phoneNumber": "+84905000190", "name": "Nguyen Thi Mai"});
    assert_eq!(post(&running, MATCH, &token, &mai).await.json(), json!({"nameMatch": "true"}));

    let elder = json!({"phoneNumber": "+84935000179", "name": "Phạm Thị Lành",
        "idDocument": "051148008901", "birthdate": "1948-02-10"});
    let answer = post(&running, MATCH, &token, &elder).await.json();
    for attribute in ["idDocumentMatch", "nameMatch", "birthdateMatch"] {
        assert_eq!(answer[attribute], "false");
    }
    assert_eq!(answer.get("birthdateMatchScore"), None);
}

#[tokio::test]
async fn refuses_in_the_shape_of_camara() {
    let running = start(quick()).await;
    let token = token(&running, "&scope=kyc-match:match").await;
    let phone = "+84828000088";
    for (body, status, code) in [
        (json!([]), 400, "INVALID_ARGUMENT"),
        (json!({"phoneNumber": phone}), 400, "KNOW_YOUR_CUSTOMER.INVALID_PARAM_COMBINATION"),
        (json!({"phoneNumber": "0828000088", "name": "a"}), 400, "INVALID_ARGUMENT"),
        (json!({"phoneNumber": phone, "birthdate": "15/03/1988"}), 400, "INVALID_ARGUMENT"),
        (json!({"phoneNumber": phone, "idDocumentType": "card"}), 400, "INVALID_ARGUMENT"),
        (json!({"phoneNumber": "+84999999999", "name": "a"}), 404, "IDENTIFIER_NOT_FOUND"),
        (json!({"name": "a"}), 422, "MISSING_IDENTIFIER"),
    ] {
        let answer = post(&running, MATCH, &token, &body).await;
        assert_eq!(answer.json()["code"], code, "{body}");
        assert_eq!((answer.status, answer.json()["status"].clone()), (status, json!(status)));
        assert!(answer.json()["message"].is_string());
    }
    let denied = post(&running, "/sim-swap/v2/check", &token, &json!({"phoneNumber": phone})).await;
    assert_eq!((denied.status, denied.json()["code"].clone()), (403, json!("PERMISSION_DENIED")));
    let stranger = post(&running, MATCH, "made-up", &binh()).await;
    assert_eq!((stranger.status, stranger.json()["code"].clone()), (401, json!("UNAUTHENTICATED")));
    let wild = running.ask("POST", "/telco/x", "x-correlator: a b\r\n", "").await;
    assert_eq!(wild.json()["code"], "INVALID_ARGUMENT");
    assert_eq!(running.get("/telco/oauth2/token").await.status, 405);
    assert_eq!(running.get("/telco/other").await.json()["code"], "NOT_FOUND");
    let large = "x".repeat(20_000);
    let large = post(&running, MATCH, &token, &json!({"phoneNumber": phone, "name": large})).await;
    assert_eq!(large.status, 413);
}

#[tokio::test]
async fn gives_tokens_to_the_client_it_knows() {
    let running = start(quick()).await;
    let path = "/telco/oauth2/token";
    // motcua:sandbox-telco
    let basic = format!("{FORM}authorization: Basic bW90Y3VhOnNhbmRib3gtdGVsY28=\r\n");
    let answer = running.ask("POST", path, &basic, "grant_type=client_credentials").await;
    assert_eq!((answer.status, answer.json()["expires_in"].clone()), (200, json!(3600)));
    assert!(answer.head.contains("cache-control: no-store"));
    for (body, status, error) in [
        ("grant_type=client_credentials&client_id=x&client_secret=y", 401, "invalid_client"),
        (
            "grant_type=password&client_id=motcua&client_secret=sandbox-telco",
            400,
            "unsupported_grant_type",
        ),
        (&format!("{CREDENTIALS}&scope=everything"), 400, "invalid_scope"),
    ] {
        let answer = running.ask("POST", path, FORM, body).await;
        assert_eq!((answer.status, answer.json()["error"].clone()), (status, json!(error)));
    }
    let no_form = running.ask("POST", path, "", "{}").await;
    assert_eq!(no_form.json()["error"], "invalid_request");
}

#[tokio::test]
async fn tells_when_a_sim_was_changed() {
    let running = start(quick()).await;
    let token = token(&running, "").await;
    let ask = async |path: &str, body: Value| {
        post(&running, &format!("/sim-swap/v2{path}"), &token, &body).await
    };
    let (changed, unchanged) = ("+84765000199", "+84828000088");
    let answer = ask("/check", json!({"phoneNumber": changed})).await;
    assert_eq!(answer.json(), json!({"swapped": true}));
    let answer = ask("/check", json!({"phoneNumber": changed, "maxAge": 12})).await;
    assert_eq!(answer.json(), json!({"swapped": false}));
    let answer = ask("/check", json!({"phoneNumber": unchanged, "maxAge": 2400})).await;
    assert_eq!(answer.json(), json!({"swapped": false}));
    let answer = ask("/check", json!({"phoneNumber": unchanged, "maxAge": 2401})).await;
    assert_eq!((answer.status, answer.json()["code"].clone()), (400, json!("OUT_OF_RANGE")));
    let answer = ask("/retrieve-date", json!({"phoneNumber": changed})).await;
    assert!(answer.json()["latestSimChange"].as_str().unwrap().ends_with('Z'));
    let answer = ask("/retrieve-date", json!({"phoneNumber": unchanged})).await;
    assert_eq!(answer.json(), json!({"latestSimChange": null, "monitoredPeriod": 100}));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests read the real clock")]
async fn can_be_down_slow_and_silent() {
    let running = start(quick()).await;
    let token = token(&running, "").await;
    running.put_faults(r#"{"telco":"not_available"}"#).await;
    let answer = post(&running, MATCH, &token, &binh()).await.json();
    assert!(answer.as_object().unwrap().values().all(|verdict| verdict == "not_available"));

    running.put_faults(r#"{"telco":"slow"}"#).await;
    let before = Instant::now();
    assert_eq!(post(&running, MATCH, &token, &binh()).await.json()["nameMatch"], "true");
    assert!(before.elapsed() >= Duration::from_millis(300));

    running.put_faults(r#"{"telco":"down"}"#).await;
    let answer = post(&running, MATCH, &token, &binh()).await;
    assert_eq!((answer.status, answer.json()["code"].clone()), (503, json!("UNAVAILABLE")));
}
