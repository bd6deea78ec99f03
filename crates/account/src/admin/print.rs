//! The start on paper, on a fresh proof of who prints. What is printed is drawn by the press of the button and kept nowhere: the
//! table holds a digest. So this one POST answers with its page instead of leading on to it, and a
//! second press prints another code, after which the first serves no more.

use super::steps::{Case, CaseId};
use super::{case_page, journal, records};
use crate::account::Shared;
use crate::citizen::recovery_code::RecoveryCode;
use crate::officer::{Officer, Role};
use crate::session::{self, Fresh, SteppedUp};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use credentials::limit::{self, Room};
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "admin/paper.html")]
struct PaperPage {
    page: Page,
    identity: String,
    codes: [String; 1],
    address: String,
    until: String,
    case_path: String,
}

/// What came of wanting to print.
enum Printed {
    Sheet(RecoveryCode),
    /// It was printed too often, or may not be any more.
    No,
    /// The proof holds no more.
    ProveAnew,
}

/// Prints.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<CaseId>,
    officer: Officer,
    SteppedUp { fresh, .. }: SteppedUp,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::Desk)?;
    let Submission { arrival, is_genuine, .. } = submission;
    let case = case_page::find(&account, id).await?;
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if !case.may_be_printed_by(officer.citizen, arrival.now) {
        complaints.about_all("admin-print-not-yours");
    } else {
        match print(&account, (&officer, fresh), &arrival, &case).await? {
            Printed::Sheet(code) => return sheet(&account, &arrival, &case, &code),
            Printed::No => complaints.about_all("admin-print-often"),
            Printed::ProveAnew => return Ok(session::to_sign_in(&arrival)),
        }
    }
    let typed = Typed::default();
    case_page::draw(&account, &officer, &arrival, &case, (typed, complaints)).await
}

fn sheet(account: &Shared, arrival: &Arrival, case: &Case, code: &RecoveryCode) -> Answer {
    let page = arrival.page.clone();
    let address = page.at(&account.settings.house.public_url, "/giay-khoi-dau");
    let template = PaperPage {
        page,
        identity: case.asked.identity.masked(),
        codes: [code.reveal().to_owned()],
        address,
        until: case.expires_at.in_vietnam(),
        case_path: case_page::path(case.id),
    };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}

/// Draws a code and keeps its digest.
async fn print(
    account: &Shared,
    (officer, fresh): (&Officer, Fresh),
    arrival: &Arrival,
    case: &Case,
) -> Result<Printed, Fault> {
    let (now, id) = (arrival.now, case.id);
    let code = RecoveryCode::draw(&account.chance);
    let prints = account.buckets.of("desk prints", &id.to_string());
    let counted = [(prints, account.settings.desk.prints_per_case)];
    in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, account).await? {
            return Ok(Printed::ProveAnew);
        }
        let room = limit::add(tx, &counted, now).await?.conclude(tx, &counted, now);
        if room != Room::Left
            || !records::print(tx, id, officer.citizen, &code.digest(), now).await?
        {
            return Ok(Printed::No);
        }
        let about = (officer, id, &case.asked.whom);
        journal::note(tx, account, about, ("desk.printed", json!({})), now);
        Ok(Printed::Sheet(code.clone()))
    })
}
