//! What every question to the operator goes through: token, scope, body, phone number.

use super::answer::Refusal;
use super::{Operator, bearer};
use crate::world::held;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use serde_json::{Map, Value};

/// The body of a question.
pub(super) type Question = Map<String, Value>;

/// Reads a question whose caller may ask it.
pub(super) fn question(
    operator: &Operator,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    scopes: &[&str],
) -> Result<Question, Refusal> {
    let token = bearer(headers).ok_or(Refusal::UNAUTHENTICATED)?;
    let now = operator.world.clock.now();
    {
        let tokens = held(&operator.tokens);
        let granted = tokens.scopes(token, now).ok_or(Refusal::UNAUTHENTICATED)?;
        if !scopes.iter().any(|scope| granted.iter().any(|one| one == scope)) {
            return Err(Refusal::PERMISSION_DENIED);
        }
    }
    let body = body.map_err(|_| Refusal::TOO_LARGE)?;
    match serde_json::from_slice(&body) {
        Ok(Value::Object(question)) => Ok(question),
        _ => Err(Refusal::invalid("the body is not a JSON object")),
    }
}

/// The phone number asked about. The tokens here name no subscriber (two-legged), so it must be
/// in the question.
pub(super) fn phone_number(question: &Question) -> Result<&str, Refusal> {
    let phone = match question.get("phoneNumber") {
        None => return Err(Refusal::MISSING_IDENTIFIER),
        Some(Value::String(phone)) => phone,
        Some(_) => return Err(Refusal::invalid("phoneNumber is a text")),
    };
    let digits = phone.strip_prefix('+').unwrap_or_default().as_bytes();
    let sound = (5..=15).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
        && digits.first() != Some(&b'0');
    if sound { Ok(phone) } else { Err(Refusal::invalid("phoneNumber is not in E.164 with +")) }
}
