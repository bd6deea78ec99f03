//! Every version of a procedure, and what each changed.

use super::changes::{self, Change};
use super::exported::versions;
use super::records;
use crate::portal::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::ProcedureCode;
use web::{Answer, Arrival, Broken, Page};

#[derive(Template)]
#[template(path = "catalogue/history.html")]
struct HistoryPage {
    page: Page,
    code: ProcedureCode,
    title: String,
    /// The newest first.
    versions: Vec<VersionView>,
}

/// One version as the page shows it.
struct VersionView {
    number: i32,
    from: String,
    is_in_force: bool,
    changes: Vec<Change>,
}

/// Shows it.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(code): Path<ProcedureCode>,
    arrival: Arrival,
) -> Answer {
    let (page, reader) = (arrival.page.without_new_visit(), portal.store.reader());
    let found = records::find(reader, &code).await?.filter(|found| found.is_shown);
    let found = found.ok_or_else(Broken::not_found)?;
    let all = versions(reader, code.as_str()).await?;
    let befores = std::iter::once(None).chain(all.iter().map(Some));
    let mut views: Vec<VersionView> = befores
        .zip(&all)
        .map(|(before, version)| VersionView {
            number: version.number,
            from: version.effective_from.clone(),
            is_in_force: version.number == found.version,
            changes: before
                .map(|before| changes::between(&before.published, &version.published))
                .unwrap_or_default(),
        })
        .collect();
    views.reverse();
    let title = found.published.name;
    let template = HistoryPage { page: page.clone(), code, title, versions: views };
    Ok(page.draw(StatusCode::OK, &template)?)
}
