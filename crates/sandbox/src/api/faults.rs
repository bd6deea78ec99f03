//! `/api/faults`: which party is ill.

use super::answer::{Refusal, object};
use crate::Sandbox;
use crate::faults::{FaultChange, Faults};
use crate::people::posted::Reasons;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;

const TELCO: &str = "one of ok, down, slow, not_available";
const SMS: &str = "one of ok, delayed, undeliverable, throttled, down";
const MAIL: &str = "one of ok, down";
const OPENID: &str = "ok, down, slow, or another of those that /api/openapi.json lists";

/// How the parties are.
#[utoipa::path(get, path = "/api/faults", responses((status = 200, body = Faults)))]
pub(super) async fn read(State(sandbox): State<Arc<Sandbox>>) -> Json<Faults> {
    Json(sandbox.world.faults())
}

/// Makes parties ill or well; absent keys leave theirs as it is.
#[utoipa::path(put, path = "/api/faults", request_body = FaultChange, responses(
    (status = 200, description = "how all parties are now", body = Faults),
    (status = 400, description = "no JSON object", body = Refusal),
    (status = 422, description = "an unknown key or value", body = Refusal),
))]
pub(super) async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Faults>, Refusal> {
    let change = parse(&object(body)?).map_err(Refusal::unprocessable)?;
    Ok(Json(sandbox.world.change_faults(change)))
}

fn parse(posted: &Map<String, Value>) -> Result<FaultChange, Reasons> {
    let mut reasons = Reasons::new();
    for key in
        posted.keys().filter(|key| !["telco", "sms", "mail", "openid"].contains(&key.as_str()))
    {
        let key: String = key.chars().take(40).collect();
        reasons.insert(key, "unknown key; known are telco, sms, mail, openid".into());
    }
    let change = FaultChange {
        telco: fault(posted, "telco", TELCO, &mut reasons),
        sms: fault(posted, "sms", SMS, &mut reasons),
        mail: fault(posted, "mail", MAIL, &mut reasons),
        openid: fault(posted, "openid", OPENID, &mut reasons),
    };
    if reasons.is_empty() { Ok(change) } else { Err(reasons) }
}

fn fault<T: DeserializeOwned>(
    posted: &Map<String, Value>,
    key: &str,
    right: &str,
    reasons: &mut Reasons,
) -> Option<T> {
    let value = posted.get(key)?.clone();
    let parsed = serde_json::from_value(value).ok();
    if parsed.is_none() {
        reasons.insert(key.into(), right.into());
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::SmsFault;
    use serde_json::json;

    #[test]
    fn says_what_would_be_right() {
        let change = parse(json!({"sms": "delayed"}).as_object().unwrap()).unwrap();
        assert_eq!((change.sms, change.telco), (Some(SmsFault::Delayed), None));
        let posted = json!({"sms": "late", "mail": null, "post": "ok"});
        let reasons = parse(posted.as_object().unwrap()).unwrap_err();
        assert_eq!(reasons["sms"], SMS);
        assert_eq!(reasons["mail"], MAIL);
        assert!(reasons.contains_key("post"));
    }
}
