//! The whole catalogue as a file, sent part by part as it is read.

use super::{AT_ONCE, sheet};
use crate::catalogue::exported::{self, Dated};
use crate::portal::Shared;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use ground::Fault;
use ground::fault::Doing;

/// Where the file is being read.
enum At {
    /// What comes after this code is next; whether anything was written before it.
    After(String, bool),
    /// Everything was written.
    Over,
}

/// The catalogue in the shape `motcua import procedures` reads.
pub(super) async fn json(State(portal): State<Shared>) -> Response {
    let parts = stream::try_unfold(At::After(String::new(), false), move |at| {
        let portal = portal.clone();
        async move { json_part(&portal, at).await }
    });
    file("application/json", "thu-tuc.json", Body::from_stream(parts))
}

async fn json_part(portal: &Shared, at: At) -> Result<Option<(String, At)>, Broken> {
    let At::After(after, is_begun) = at else { return Ok(None) };
    let part = exported::full(portal.store.reader(), &after, AT_ONCE).await?;
    let mut text = String::new();
    if !is_begun {
        text.push_str("{\"schema_version\":1,\"procedures\":[");
    }
    for (at, entry) in part.iter().enumerate() {
        if is_begun || at > 0 {
            text.push(',');
        }
        text.push('\n');
        text.push_str(&serde_json::to_string(entry).doing("writing a procedure")?);
    }
    let Some(last) = part.last() else {
        text.push_str("\n]}\n");
        return Ok(Some((text, At::Over)));
    };
    Ok(Some((text, At::After(last.code.clone(), true))))
}

/// The catalogue as a table for spreadsheets.
pub(super) async fn csv(State(portal): State<Shared>) -> Response {
    let parts = stream::try_unfold(At::After(String::new(), false), move |at| {
        let portal = portal.clone();
        async move { csv_part(&portal, at).await }
    });
    file("text/csv; charset=utf-8", "thu-tuc.csv", Body::from_stream(parts))
}

async fn csv_part(portal: &Shared, at: At) -> Result<Option<(String, At)>, Broken> {
    let At::After(after, is_begun) = at else { return Ok(None) };
    let part = exported::entries(portal.store.reader(), &after, AT_ONCE).await?;
    let mut text = String::new();
    if !is_begun {
        // Spreadsheets know by the mark that this is UTF-8.
        text.push('\u{feff}');
        text.push_str(&sheet::row(COLUMNS));
    }
    part.iter().for_each(|one| text.push_str(&row_of(one)));
    match part.last() {
        Some(last) => Ok(Some((text, At::After(last.listed.code.to_string(), true)))),
        None if is_begun => Ok(None),
        None => Ok(Some((text, At::Over))),
    }
}

/// The heads of the table's columns.
const COLUMNS: [&str; 11] = [
    "code",
    "name",
    "field",
    "ministry",
    "levels",
    "audience",
    "online_level",
    "has_fee",
    "time_limit",
    "is_offered",
    "changed_at",
];

fn row_of(one: &Dated) -> String {
    let listed = &one.listed;
    let names = |names: Vec<&str>| names.join(" ");
    let levels = names(listed.levels.iter().map(|level| level.as_str()).collect());
    let audiences = names(listed.audiences.iter().map(|audience| audience.as_str()).collect());
    let limit = listed.limit.map(|limit| format!("{} {}", limit.value, limit.unit.as_str()));
    let (limit, changed_at) = (limit.unwrap_or_default(), one.changed_at.to_rfc3339());
    let flag = |flag: Option<bool>| match flag {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    };
    sheet::row([
        listed.code.as_str(),
        &listed.title,
        &listed.field,
        &listed.ministry,
        &levels,
        &audiences,
        listed.online_level.as_str(),
        flag(listed.has_fee),
        &limit,
        flag(Some(listed.is_offered)),
        &changed_at,
    ])
}

fn file(kind: &'static str, name: &str, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    (headers, body).into_response()
}

/// That the rest of a file cannot be read: whoever reads it sees that it breaks off.
#[derive(Debug)]
struct Broken(Fault);

impl std::fmt::Display for Broken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for Broken {}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        tracing::error!(%fault, "a file of open data breaks off");
        Self(fault)
    }
}
