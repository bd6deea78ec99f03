//! The second officer agrees, on a fresh proof, or does not and says why.

use super::letters::{self, APPROVED};
use super::steps::{Case, CaseId, Stage, Whom};
use super::{REASON_AT_MOST, case_page, journal, records};
use crate::account::Shared;
use crate::citizen;
use crate::notice;
use crate::officer::{Officer, Role};
use crate::session::{self, Fresh, SignedIn};
use axum::extract::{Path, State};
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, Submission};

/// What the second officer says. Agreeing gives an account away.
enum Verdict<'a> {
    Approved(Fresh),
    Refused(&'a str),
}

/// Decides. The row count of one statement says whether this officer was the one who did.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<CaseId>,
    officer: Officer,
    who: SignedIn,
    submission: Submission,
) -> Answer {
    officer.must_be(Role::DeskApprover)?;
    let Submission { arrival, typed, is_genuine } = submission;
    let case = case_page::find(&account, id).await?;
    let (reason, mut complaints) = (typed.get("reason").trim(), Complaints::default());
    let verdict = match (typed.has("approve"), who.fresh(&account, arrival.now)) {
        (true, Some(fresh)) => Verdict::Approved(fresh),
        (true, None) => return Ok(session::to_sign_in(&arrival)),
        (false, _) => Verdict::Refused(reason),
    };
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if !case.may_be_decided_by(officer.citizen, arrival.now) {
        complaints.about_all("admin-decide-not-yours");
    } else if matches!(verdict, Verdict::Refused("")) || reason.chars().count() > REASON_AT_MOST {
        complaints.about("reason", "admin-ask-reason-missing");
    }
    if !complaints.is_empty() {
        return case_page::draw(&account, &officer, &arrival, &case, (typed, complaints)).await;
    }
    match decide(&account, &officer, &arrival, &case, verdict).await? {
        true => Ok(arrival.page.go(&case_page::path(id))),
        false => Ok(session::to_sign_in(&arrival)),
    }
}

/// Says whether the proof holds on which it is approved.
async fn decide(
    account: &Shared,
    officer: &Officer,
    arrival: &Arrival,
    case: &Case,
    verdict: Verdict<'_>,
) -> Result<bool, Fault> {
    let (now, id, language) = (arrival.now, case.id, arrival.page.language);
    let (stage, reason, event) = match verdict {
        Verdict::Approved(_) => (Stage::Approved, "", "desk.approved"),
        Verdict::Refused(reason) => (Stage::Refused, reason, "desk.refused"),
    };
    in_transaction!(account.store, |tx| {
        if let Verdict::Approved(fresh) = &verdict
            && !fresh.still_holds(tx, account).await?
        {
            return Ok(false);
        }
        let decision = (id, stage, reason);
        if !records::decide(tx, account, decision, officer.citizen, now).await? {
            return Ok(true);
        }
        let about = (officer, id, &case.asked.whom);
        journal::note(tx, account, about, (event, json!({})), now);
        if let (Stage::Approved, Whom::Citizen(owner)) = (stage, &case.asked.whom)
            && let Some(owner) = citizen::load(tx, account, *owner).await?
        {
            notice::tell(tx, account, &owner, &letters::notice(APPROVED, language, now), now)?;
        }
        Ok(true)
    })
}
