//! What may be meant while somebody is typing: a few titles, for the script of the search box.

use super::current::Current;
use super::find::{Asked, find};
use super::list;
use super::query::Query;
use crate::portal::Shared;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use serde::Serialize;
use std::sync::Arc;
use web::{Answer, Arrival};

/// So many titles are read at a glance.
const MANY: usize = 7;

#[derive(Serialize)]
struct Suggestion<'a> {
    title: &'a str,
    code: &'a str,
    href: String,
}

/// Answers with what may be meant.
pub(super) async fn show(
    State(portal): State<Shared>,
    Extension(current): Extension<Arc<Current>>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let query = Query::read(query.as_deref());
    let index = current.index(&portal).await?;
    let asked = Asked { text: &query.text, is_being_typed: true, many: MANY, ..Asked::default() };
    let found = match query.text.trim().is_empty() {
        true => Vec::new(),
        false => find(&index, &asked).best,
    };
    let listed = found.iter().filter_map(|document| index.documents.get(*document as usize));
    let suggestions: Vec<_> = listed
        .map(|listed| Suggestion {
            title: &listed.title,
            code: listed.code.as_str(),
            href: arrival.page.to(&format!("{}/{}", list::PATH, listed.code)),
        })
        .collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(suggestions)).into_response())
}
