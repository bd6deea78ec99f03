//! The JSON API that drives the sandbox.

use crate::running::{quick, start};
use serde_json::{Value, json};

fn new_person() -> Value {
    json!({
        "name": "TRAN VAN AN", "birth_date": "1991-02-03", "citizen_number": "051091999001",
        "phone": "+84828111222", "email": null, "sim_changed_at": "2026-01-02T03:04:05+07:00",
    })
}

#[tokio::test]
async fn adds_people_once() {
    let running = start(quick()).await;
    let before = running.get("/api/people").await.json().as_array().unwrap().len();
    let post = async |body: &Value| running.ask("POST", "/api/people", "", &body.to_string()).await;
    let answer = post(&new_person()).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.json()["name"], "TRAN VAN AN");
    assert_eq!(answer.json()["sim_changed_at"], "2026-01-01T20:04:05.000Z");

    let mut same_phone = new_person();
    same_phone["citizen_number"] = json!("051091999002");
    let answer = post(&same_phone).await;
    assert_eq!(answer.status, 409);
    assert!(answer.json()["reasons"]["phone"].is_string());
    let mut same_number = new_person();
    same_number["phone"] = json!("+84828111223");
    assert!(post(&same_number).await.json()["reasons"]["citizen_number"].is_string());

    let answer = post(&json!({"name": "", "birth_date": "31/12/1990"})).await;
    assert_eq!(answer.status, 422);
    let reasons = answer.json()["reasons"].as_object().unwrap().clone();
    let fields: Vec<_> = reasons.keys().map(String::as_str).collect();
    assert_eq!(fields, ["birth_date", "citizen_number", "name", "phone"]);
    assert_eq!(running.get("/api/people").await.json().as_array().unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_subscription_is_changed_and_passes_on() {
    let running = start(quick()).await;
    let put = async |body: &Value| running.ask("PUT", "/api/people", "", &body.to_string()).await;
    assert_eq!(put(&new_person()).await.status, 404, "nobody has it yet");
    running.ask("POST", "/api/people", "", &new_person().to_string()).await;
    let mut changed = new_person();
    changed["sim_changed_at"] = json!("2026-02-02T03:04:05+07:00");
    let answer = put(&changed).await;
    assert_eq!(
        (answer.status, &answer.json()["sim_changed_at"]),
        (200, &json!("2026-02-01T20:04:05.000Z"))
    );
    let mut passed_on = new_person();
    passed_on["citizen_number"] = json!("051088001234");
    assert_eq!(put(&passed_on).await.status, 409, "that is somebody else's number");
    passed_on["citizen_number"] = json!("051091999009");
    assert_eq!(put(&passed_on).await.status, 200);
    let answer = running.ask("POST", "/api/people", "", &passed_on.to_string()).await;
    assert_eq!(answer.status, 409, "it is held under its new number");
}

#[tokio::test]
async fn answers_nonsense_with_a_clean_4xx() {
    let running = start(quick()).await;
    let megabyte = format!("{{\"name\": \"{}\"}}", "x".repeat(1_000_000));
    for (method, path, body, status) in [
        ("POST", "/api/people", "", 400),
        ("POST", "/api/people", "[1]", 400),
        ("POST", "/api/people", "{\"name\": \"\u{0}\"", 400),
        ("POST", "/api/people", megabyte.as_str(), 413),
        ("DELETE", "/api/people", "", 405),
        ("GET", "/api/nothing", "", 404),
        ("GET", "/api/handsets/+84200/messages", "", 422),
        ("GET", "/api/handsets/%FF%FE/messages", "", 422),
        ("GET", "/api/handsets//messages", "", 422),
        ("GET", "/api/mailboxes/nobody/messages", "", 422),
        ("PUT", "/api/faults", "{\"sms\": \"late\"}", 422),
        ("PUT", "/api/faults", "{\"post\": \"ok\"}", 422),
    ] {
        let answer = running.ask(method, path, "", body).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(answer.json()["reasons"].is_object(), "{method} {path}: {}", answer.body);
    }
}

#[tokio::test]
async fn takes_a_number_in_any_writing() {
    let running = start(quick()).await;
    for path in ["+84828000088", "%2B84828000088", "84828000088", "0828000088"] {
        let answer = running.get(&format!("/api/handsets/{path}/messages")).await;
        assert_eq!((answer.status, answer.json()), (200, json!([])), "{path}");
    }
}

#[tokio::test]
async fn changes_only_the_faults_that_are_named() {
    let running = start(quick()).await;
    running.put_faults(r#"{"telco":"slow","mail":"down"}"#).await;
    running.put_faults(r#"{"mail":"ok"}"#).await;
    let faults = running.get("/api/faults").await.json();
    assert_eq!(faults, json!({"telco": "slow", "sms": "ok", "mail": "ok", "openid": "ok"}));
}

#[tokio::test]
async fn is_described() {
    let running = start(quick()).await;
    let described = running.get("/api/openapi.json").await.json();
    for (path, method) in [
        ("/api/people", "get"),
        ("/api/people", "post"),
        ("/api/handsets/{e164}/messages", "get"),
        ("/api/mailboxes/{address}/messages", "get"),
        ("/api/faults", "get"),
        ("/api/faults", "put"),
        ("/api/submits", "get"),
    ] {
        assert!(described["paths"][path][method].is_object(), "{method} {path}");
    }
    let schema = &described["components"]["schemas"]["PersonView"];
    assert_eq!(schema["properties"]["birth_date"]["format"], "date");
    assert_eq!(schema["required"], json!(["name", "birth_date", "citizen_number", "phone"]));
}
