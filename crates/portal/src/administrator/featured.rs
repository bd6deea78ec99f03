//! What the home page shows first: an ordered list for each side. Each button changes the list at
//! once.

use super::note::note;
use super::present::Administrator;
use crate::catalogue::{self, words::Side};
use crate::featured;
use crate::portal::Shared;
use askama::Template;
use axum::extract::{Path, State};
use civic::ProcedureCode;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// The most that stand in a list.
const AT_MOST: usize = 20;

#[derive(Template)]
#[template(path = "administrator/featured.html")]
struct FeaturedPage {
    page: Page,
    form: FormView,
    side: Side,
    /// Codes and titles, in their order.
    list: Vec<(String, String)>,
}

/// The side of an address.
fn side_of(name: &str) -> Result<Side, Broken> {
    match name {
        "cong-dan" => Ok(Side::Citizen),
        "doanh-nghiep" => Ok(Side::Enterprise),
        _ => Err(Broken::not_found()),
    }
}

/// Shows the list.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(side): Path<String>,
    _: Administrator,
    arrival: Arrival,
) -> Answer {
    draw(&portal, &arrival, side_of(&side)?, (Typed::default(), Complaints::default())).await
}

/// Changes it.
pub(super) async fn submit(
    State(portal): State<Shared>,
    Path(name): Path<String>,
    who: Administrator,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let side = side_of(&name)?;
    let reader = portal.store.reader();
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    }
    let before = featured::codes(reader, side).await?;
    let after = match typed.get("add") {
        "" => moved(before.clone(), &typed),
        code => {
            let added = added(before.clone(), code, &mut complaints);
            let known = catalogue::titles(reader, &added).await?;
            if complaints.is_empty() && !known.iter().any(|(one, _)| one == added_code(&added)) {
                complaints.about("add", "administrator-featured-unknown");
            }
            added
        }
    };
    if !complaints.is_empty() {
        return draw(&portal, &arrival, side, (typed, complaints)).await;
    }
    in_transaction!(portal.store, |tx| {
        featured::set(tx, side, &after).await?;
        let detail = json!({ "codes": after });
        let subject = format!("featured {}", side.as_str());
        note(tx, &portal, who, ("featured.changed", subject, detail), arrival.now);
        Ok(())
    })?;
    Ok(arrival.page.go(&format!("/quan-tri/noi-bat/{name}")))
}

/// The list with one more at its end.
fn added(
    mut list: Vec<ProcedureCode>,
    code: &str,
    complaints: &mut Complaints,
) -> Vec<ProcedureCode> {
    let code = ProcedureCode::parse(code);
    if let Some(code) = complaints.take("add", code, |_| "administrator-code-shape") {
        if list.len() >= AT_MOST {
            complaints.about("add", "administrator-featured-full");
        }
        list.retain(|known| *known != code);
        list.push(code);
    }
    list
}

fn added_code(list: &[ProcedureCode]) -> &str {
    list.last().map_or("", ProcedureCode::as_str)
}

/// The list with one moved up or down, or taken away.
fn moved(mut list: Vec<ProcedureCode>, typed: &Typed) -> Vec<ProcedureCode> {
    let place = |field: &str| list.iter().position(|code| code.as_str() == typed.get(field));
    if let Some(at) = place("up").filter(|at| *at > 0) {
        list.swap(at, at - 1);
    } else if let Some(at) = place("down").filter(|at| at + 1 < list.len()) {
        list.swap(at, at + 1);
    } else if let Some(at) = place("remove") {
        list.remove(at);
    }
    list
}

async fn draw(
    portal: &Shared,
    arrival: &Arrival,
    side: Side,
    (typed, complaints): (Typed, Complaints),
) -> Answer {
    let page = &arrival.page;
    let template = FeaturedPage {
        page: page.clone(),
        form: FormView::new(page, typed, &complaints),
        side,
        list: featured::list(portal.store.reader(), side).await?,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
