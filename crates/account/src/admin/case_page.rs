//! One case: what was asked, what was decided, and what this officer may do with it.

use super::home;
use super::records;
use super::steps::{Case, CaseId, Check, Stage};
use crate::account::Shared;
use crate::citizen::{self, CitizenId};
use crate::officer::{Officer, Role};
use askama::Template;
use axum::extract::{Path, State};
use ground::Fault;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Typed};

#[derive(Template)]
#[template(path = "admin/case.html")]
struct CasePage {
    page: Page,
    form: FormView,
    identity: String,
    stage: &'static str,
    check: &'static str,
    issued: String,
    reason: String,
    reference: String,
    asked_by: String,
    asked_at: String,
    /// Who decided, when, and why; empty where nobody has.
    decided_by: String,
    decided_at: String,
    answer: String,
    expires_at: String,
    may_decide: bool,
    /// Whether it waits and this officer decides others, but not this one.
    must_be_another: bool,
    may_print: bool,
    is_printed: bool,
    print_path: String,
}

/// Shows a case.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<CaseId>,
    officer: Officer,
    arrival: Arrival,
) -> Answer {
    let case = find(&account, id).await?;
    draw(&account, &officer, &arrival, &case, (Typed::default(), Complaints::default())).await
}

/// Leads from the address of the printed start, which only a press of the button draws, to its case.
pub(super) async fn back(Path(id): Path<CaseId>, arrival: Arrival) -> Answer {
    Ok(arrival.page.go(&path(id)))
}

/// The path of a case.
pub(super) fn path(id: CaseId) -> String {
    format!("/quay/ho-so/{id}")
}

/// The case of a page.
pub(super) async fn find(account: &Shared, id: CaseId) -> Result<Case, Broken> {
    let case = records::find(account.store.reader(), account, id).await?;
    case.ok_or_else(Broken::not_found)
}

/// Draws the page with what was typed and what is to be said about it.
pub(super) async fn draw(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    case: &Case,
    (typed, complaints): (Typed, Complaints),
) -> Answer {
    let (now, asked) = (arrival.now, &case.asked);
    let decides = officer.is(Role::DeskApprover);
    let may_decide = decides && case.may_be_decided_by(officer.citizen, now);
    let decision = case.decision.as_ref();
    let decided_by = match decision {
        Some(decision) => name(account, decision.by).await?,
        None => String::new(),
    };
    let template = CasePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, &complaints),
        identity: asked.identity.masked(),
        stage: home::in_words(case.stage(now)),
        check: match asked.check {
            Check::Chip => "admin-ask-check-chip",
            Check::Picture => "admin-ask-check-picture",
        },
        issued: asked.issued.clone(),
        reason: asked.reason.clone(),
        reference: asked.reference.clone().unwrap_or_default(),
        asked_by: name(account, case.asked_by).await?,
        asked_at: case.asked_at.in_vietnam(),
        decided_by,
        decided_at: decision.map(|one| one.at.in_vietnam()).unwrap_or_default(),
        answer: decision.map(|one| one.reason.clone()).unwrap_or_default(),
        expires_at: case.expires_at.in_vietnam(),
        may_decide,
        must_be_another: decides && !may_decide && case.stage(now) == Stage::Asked,
        may_print: officer.is(Role::Desk) && case.may_be_printed_by(officer.citizen, now),
        is_printed: case.is_printed,
        print_path: format!("{}/giay", path(case.id)),
    };
    Ok(arrival.page.draw(complaints.status(), &template)?)
}

/// An officer's name.
async fn name(account: &Shared, officer: CitizenId) -> Result<String, Fault> {
    let known = citizen::load(account.store.reader(), account, officer).await?;
    Ok(known.map(|known| known.person.name.as_str().to_owned()).unwrap_or_default())
}
