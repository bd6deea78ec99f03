//! The list of procedures: what was searched for, what it is narrowed by, page by page; without a
//! question all of them, to browse.

use super::current::Current;
use super::facets::Kind;
use super::query::Query;
use super::view::Results;
use crate::portal::Shared;
use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use std::sync::Arc;
use web::{Answer, Arrival, Page};

/// What the form narrows by, in its order.
const NARROWS_BY: [Kind; 7] =
    [Kind::Audience, Kind::Field, Kind::Agency, Kind::Level, Kind::Online, Kind::Fee, Kind::Limit];

/// Where the list stands.
pub(super) const PATH: &str = "/thu-tuc";

#[derive(Template)]
#[template(path = "search/list.html")]
struct ListPage<'a> {
    page: &'a Page,
    query: &'a Query,
    results: Results<'a>,
    path: String,
}

/// Shows the list.
pub(super) async fn show(
    State(portal): State<Shared>,
    Extension(current): Extension<Arc<Current>>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let page = arrival.page.without_new_visit();
    let query = Query::read(query.as_deref());
    let index = current.index(&portal).await?;
    let results = Results::of(&index, &query);
    let outcome = if results.found.total == 0 { "nothing" } else { "something" };
    metrics::counter!("searches_total", "found" => outcome).increment(1);
    let template = ListPage { page: &page, query: &query, results, path: page.to(PATH) };
    Ok(page.draw(StatusCode::OK, &template)?)
}

impl ListPage<'_> {
    fn narrows_by(&self) -> [Kind; 7] {
        NARROWS_BY
    }

    /// Whether people came to browse.
    fn is_browsing(&self) -> bool {
        self.query.text.is_empty() && !self.query.is_narrowed()
    }

    /// Whether the form to narrow by stands open.
    fn is_open(&self) -> bool {
        self.query.is_advanced || self.query.is_narrowed()
    }
}
