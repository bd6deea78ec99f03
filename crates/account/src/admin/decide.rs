//! The second officer agrees, or does not and says why.

use super::letters::{self, APPROVED};
use super::steps::{Case, CaseId, Stage, Whom};
use super::{case_page, journal, records};
use crate::account::Shared;
use crate::citizen;
use crate::notice;
use crate::officer::{Officer, Role};
use axum::extract::{Path, State};
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, Submission};

/// The longest reason, in characters.
const REASON_AT_MOST: usize = 300;

/// Decides. The row count of one statement says whether this officer was the one who did.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<CaseId>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::DeskApprover)?;
    let Submission { arrival, typed, is_genuine } = submission;
    let case = case_page::find(&account, id).await?;
    let stage = if typed.has("approve") { Stage::Approved } else { Stage::Refused };
    let (reason, mut complaints) = (typed.get("reason").trim(), Complaints::default());
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if !case.may_be_decided_by(officer.citizen, arrival.now) {
        complaints.about_all("admin-decide-not-yours");
    } else if stage == Stage::Refused && reason.is_empty()
        || reason.chars().count() > REASON_AT_MOST
    {
        complaints.about("reason", "admin-ask-reason-missing");
    }
    if !complaints.is_empty() {
        return case_page::draw(&account, &officer, &arrival, &case, (typed, complaints)).await;
    }
    decide(&account, &officer, &arrival, &case, (stage, reason)).await?;
    Ok(arrival.page.go(&case_page::path(id)))
}

async fn decide(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    case: &Case,
    (stage, reason): (Stage, &str),
) -> Result<(), Fault> {
    let (now, id, language) = (arrival.now, case.id, arrival.page.language);
    let event = match stage {
        Stage::Approved => "desk.approved",
        _ => "desk.refused",
    };
    in_transaction!(account.store, |tx| {
        let decision = (id, stage, reason);
        if !records::decide(tx, account, decision, officer.citizen, now).await? {
            return Ok(());
        }
        journal::note(tx, account, (officer, id), (event, json!({})), now);
        if let (Stage::Approved, Whom::Citizen(owner)) = (stage, &case.asked.whom)
            && let Some(owner) = citizen::load(tx, account, *owner).await?
        {
            notice::tell(tx, account, &owner, &letters::notice(APPROVED, language, now), now)?;
        }
        Ok(())
    })
}
