//! CAMARA SIM Swap 2: was the SIM of a subscription changed of late?

use super::answer::Refusal;
use super::caller::{Question, phone_number, question};
use super::{Operator, answered};
use crate::faults::TelcoFault;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use ground::{Moment, Span};
use serde_json::{Value, json};
use std::sync::Arc;

/// How far back the operator looks, in hours: the most that `maxAge` may ask.
const HOURS_MAX: i64 = 2_400;

/// `POST /sim-swap/v2/check`: `{swapped}` within the last `maxAge` hours (240 where not said).
pub(super) async fn check(
    State(operator): State<Arc<Operator>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let question = question(&operator, &headers, body, &["sim-swap", "sim-swap:check"])?;
    let hours = max_age(&question)?;
    let changed = changed_at(&operator, &question)?;
    let since = operator.world.clock.now().minus(Span::from_hours(hours));
    Ok(answered(json!({"swapped": changed.is_some_and(|at| at >= since)})))
}

/// `POST /sim-swap/v2/retrieve-date`: `{latestSimChange}`; null says that there was none within
/// `monitoredPeriod` days.
pub(super) async fn retrieve_date(
    State(operator): State<Arc<Operator>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let question = question(&operator, &headers, body, &["sim-swap", "sim-swap:retrieve-date"])?;
    let changed = changed_at(&operator, &question)?;
    let since = operator.world.clock.now().minus(Span::from_hours(HOURS_MAX));
    Ok(answered(match changed.filter(|at| *at >= since) {
        Some(at) => json!({"latestSimChange": at.to_rfc3339()}),
        None => json!({"latestSimChange": null, "monitoredPeriod": HOURS_MAX / 24}),
    }))
}

fn max_age(question: &Question) -> Result<i64, Refusal> {
    match question.get("maxAge") {
        None => Ok(240),
        Some(Value::Number(hours)) => match hours.as_i64() {
            Some(hours) if (1..=HOURS_MAX).contains(&hours) => Ok(hours),
            _ => Err(Refusal::MAX_AGE_OUT_OF_RANGE),
        },
        Some(_) => Err(Refusal::invalid("maxAge is a whole number of hours")),
    }
}

fn changed_at(operator: &Operator, question: &Question) -> Result<Option<Moment>, Refusal> {
    let phone = phone_number(question)?;
    let people = operator.world.people();
    let holder = people.holder_of(phone).ok_or(Refusal::IDENTIFIER_NOT_FOUND)?;
    if operator.world.faults().telco == TelcoFault::NotAvailable {
        return Err(Refusal::NOT_APPLICABLE);
    }
    Ok(holder.sim_changed_at)
}
