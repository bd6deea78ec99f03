//! What can be done online, by how much of it and for whom.

use super::current::Current;
use super::facets::Kind;
use super::query::Query;
use super::view::{Results, online_in_short};
use crate::catalogue::words::OnlineLevel;
use crate::portal::Shared;
use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use std::sync::Arc;
use web::{Answer, Arrival, Page};

/// Where the list stands.
pub(super) const PATH: &str = "/dich-vu-cong";

#[derive(Template)]
#[template(path = "search/online.html")]
struct OnlinePage<'a> {
    page: &'a Page,
    query: &'a Query,
    results: Results<'a>,
    path: String,
}

/// Shows what can be done online: all of it online, unless something else is asked for.
pub(super) async fn show(
    State(portal): State<Shared>,
    Extension(current): Extension<Arc<Current>>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let page = arrival.page.without_new_visit();
    let query = asked(&Query::read(query.as_deref()));
    let index = current.index(&portal).await?;
    let results = Results::of(&index, &query);
    let template = OnlinePage { page: &page, query: &query, results, path: page.to(PATH) };
    Ok(page.draw(StatusCode::OK, &template)?)
}

/// Of what may be asked, only what this list is sorted by.
fn asked(query: &Query) -> Query {
    let level = OnlineLevel::named(query.of(Kind::Online));
    let level = level.filter(|level| *level != OnlineLevel::Information);
    let level = level.unwrap_or(OnlineLevel::Full);
    let asked = Query { page: 1, ..Query::default() };
    asked
        .choosing(Kind::Side, query.of(Kind::Side))
        .choosing(Kind::Online, level.as_str())
        .at_page(query.page)
}

impl OnlinePage<'_> {
    fn levels(&self) -> [OnlineLevel; 2] {
        [OnlineLevel::Full, OnlineLevel::Partial]
    }

    fn called(&self, level: &OnlineLevel) -> &'static str {
        online_in_short(*level)
    }

    fn side(&self) -> Kind {
        Kind::Side
    }

    fn level(&self) -> Kind {
        Kind::Online
    }
}
