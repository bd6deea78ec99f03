//! The page of one procedure: what one must know before one begins. Also of one that is no more,
//! with what stands in its place, and of a code nobody knows.

use super::procedure::Procedure;
use super::records::{self, Found};
use super::view::View;
use super::{in_force, linked_data, qr};
use crate::portal::Shared;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use civic::ProcedureCode;
use web::{Answer, Arrival, Language, Page};

/// A title of more characters than this is set smaller.
const LONG: usize = 90;

/// How many related procedures are shown at most.
const RELATED: usize = 8;

#[derive(Template)]
#[template(path = "catalogue/show.html")]
struct ShowPage {
    page: Page,
    view: View,
    /// Codes and titles of procedures people need beside this one.
    related: Vec<(String, String)>,
    /// Whether it can be asked for here.
    is_offered: bool,
    version: i32,
    effective_from: String,
    address: String,
    qr: Option<(String, usize)>,
    linked_data: String,
}

#[derive(Template)]
#[template(path = "catalogue/gone.html")]
struct GonePage {
    page: Page,
    /// The code that was asked for.
    code: String,
    /// The title of what is no more; empty for what nobody knows.
    title: String,
    /// What stands in its place.
    instead: Vec<(String, String)>,
}

/// Shows a procedure.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(typed): Path<String>,
    arrival: Arrival,
) -> Answer {
    let page = arrival.page.without_new_visit();
    let Ok(code) = ProcedureCode::parse(&typed) else {
        return gone(&page, StatusCode::NOT_FOUND, &typed, String::new(), Vec::new());
    };
    if code.as_str() != typed {
        return Ok(page.go(&format!("/thu-tuc/{code}")));
    }
    let reader = portal.store.reader();
    let found = records::find(reader, &code).await?.filter(|found| found.is_shown);
    let Some(found) = found else {
        return gone(&page, StatusCode::NOT_FOUND, &typed, String::new(), Vec::new());
    };
    if found.published.is_withdrawn() {
        let instead = records::titles(reader, &found.published.replaced_by).await?;
        return gone(&page, StatusCode::GONE, &typed, found.published.name, instead);
    }
    let mut related = records::titles(reader, &found.published.related).await?;
    related.truncate(RELATED);
    let template = page_of(&page, code, found, related);
    Ok(page.draw(StatusCode::OK, &template)?)
}

fn page_of(
    page: &Page,
    code: ProcedureCode,
    found: Found,
    related: Vec<(String, String)>,
) -> ShowPage {
    let procedure: Procedure = in_force::effective(&found.published, &found.here);
    let address = page.at(&page.house().public_url, &format!("/thu-tuc/{code}"));
    ShowPage {
        is_offered: found.is_offered,
        version: found.version,
        effective_from: found.effective_from,
        qr: qr::path(&address),
        linked_data: linked_data::block(&code, &procedure, &address),
        view: View::new(page, code, procedure, found.here.hand_in),
        page: page.clone(),
        related,
        address,
    }
}

fn gone(
    page: &Page,
    status: StatusCode,
    code: &str,
    title: String,
    instead: Vec<(String, String)>,
) -> Answer {
    let code = code.chars().take(40).collect();
    Ok(page.draw(status, &GonePage { page: page.clone(), code, title, instead })?)
}

impl ShowPage {
    /// Whether the title is more of a sentence than of a name.
    fn has_long_title(&self) -> bool {
        self.view.procedure.name.chars().count() > LONG
    }

    /// Whether the page speaks another language than what was published.
    fn is_foreign(&self) -> bool {
        self.page.language != Language::Vi
    }
}
