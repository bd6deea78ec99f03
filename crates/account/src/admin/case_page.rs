//! One case: what was asked, what was decided, and what this officer may do with it.

use super::line::in_words;
use super::records;
use super::steps::{Case, CaseId, Check, Decision, Stage};
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
    /// Who withdrew it, when, and why; empty where nobody has.
    withdrawn_by: String,
    withdrawn_at: String,
    withdrawal: String,
    expires_at: String,
    may_decide: bool,
    /// Whether it waits and this officer decides others, but not this one.
    must_be_another: bool,
    may_print: bool,
    is_printed: bool,
    print_path: String,
    may_withdraw: bool,
    withdraw_path: String,
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

/// Leads from an address that only takes forms to the case they stand on: whoever signs in first
/// comes back here.
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
    let [decided_by, decided_at, answer] = told(account, case.decision.as_ref()).await?;
    let [withdrawn_by, withdrawn_at, withdrawal] = told(account, case.withdrawal.as_ref()).await?;
    let template = CasePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, &complaints),
        identity: asked.identity.masked(),
        stage: in_words(case.stage(now)),
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
        decided_at,
        answer,
        withdrawn_by,
        withdrawn_at,
        withdrawal,
        expires_at: case.expires_at.in_vietnam(),
        may_decide,
        must_be_another: decides && !may_decide && case.stage(now) == Stage::Asked,
        may_print: officer.is(Role::Desk) && case.may_be_printed_by(officer.citizen, now),
        is_printed: case.is_printed,
        print_path: format!("{}/giay", path(case.id)),
        may_withdraw: case.may_be_withdrawn_by(officer.citizen, now),
        withdraw_path: format!("{}/thu-hoi", path(case.id)),
    };
    Ok(arrival.page.draw(complaints.status(), &template)?)
}

/// Who decided, when, and why; empty where nobody has.
async fn told(account: &Shared, decision: Option<&Decision>) -> Result<[String; 3], Fault> {
    let Some(Decision { by, at, reason }) = decision else { return Ok(Default::default()) };
    Ok([name(account, *by).await?, at.in_vietnam(), reason.clone()])
}

/// An officer's name.
async fn name(account: &Shared, officer: CitizenId) -> Result<String, Fault> {
    let known = citizen::load(account.store.reader(), account, officer).await?;
    Ok(known.map(|known| known.person.name.as_str().to_owned()).unwrap_or_default())
}
