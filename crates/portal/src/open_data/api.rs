//! The read-only API: what `openapi.json` describes.

use super::AT_ONCE;
use crate::catalogue::exported::{self, Dated, Entry};
use crate::catalogue::{self, in_force};
use crate::portal::Shared;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use civic::ProcedureCode;
use serde_json::{Value, json};
use web::{Answer, Typed};

/// The description of the API (OpenAPI 3.1).
const DESCRIPTION: &str = include_str!("openapi.json");

/// Describes the API.
pub(super) async fn described() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

/// A part of the list of procedures, in the order of codes, and where the next part begins.
pub(super) async fn list(State(portal): State<Shared>, RawQuery(query): RawQuery) -> Answer {
    let Ok(typed) = Typed::read(query.unwrap_or_default().as_bytes()) else {
        return Ok(refused("after: stands twice"));
    };
    let reader = portal.store.reader();
    let part = exported::entries(reader, typed.get("after"), AT_ONCE).await?;
    let is_last = (part.len() as u64) < AT_ONCE;
    let next = part.last().filter(|_| !is_last).map(|last| last.listed.code.to_string());
    let answer = json!({
        "total": exported::count(reader).await?,
        "procedures": part.iter().map(brief).collect::<Value>(),
        "next": next,
    });
    Ok(open(Json(answer)))
}

fn brief(one: &Dated) -> Value {
    let listed = &one.listed;
    json!({
        "code": listed.code,
        "name": listed.title,
        "field": listed.field,
        "ministry": listed.ministry,
        "levels": listed.levels,
        "audience": listed.audiences,
        "online_level": listed.online_level,
        "has_fee": listed.has_fee,
        "time_limit": listed.limit,
        "is_offered": listed.is_offered,
        "changed_at": one.changed_at.to_rfc3339(),
    })
}

/// One procedure with everything that is known of it.
pub(super) async fn one(State(portal): State<Shared>, Path(code): Path<String>) -> Answer {
    let Ok(code) = ProcedureCode::parse(&code) else {
        return Ok(unknown());
    };
    let found = catalogue::find(portal.store.reader(), &code).await?;
    let Some(found) = found.filter(|found| found.is_shown) else { return Ok(unknown()) };
    let procedure = in_force::effective(&found.published, &found.here);
    Ok(open(Json(Entry { code: code.into(), procedure })))
}

fn open(answer: impl IntoResponse) -> Response {
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], answer).into_response()
}

fn unknown() -> Response {
    let answer = Json(json!({ "error": "there is no such procedure" }));
    (StatusCode::NOT_FOUND, open(answer)).into_response()
}

fn refused(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, open(Json(json!({ "error": why })))).into_response()
}
