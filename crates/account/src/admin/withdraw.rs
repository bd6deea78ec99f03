//! An approved case is withdrawn: the owner said that it is not them, or the sheet went astray. Any
//! officer of the desk may, at once and without proving anew who they are: it gives nothing away.

use super::steps::CaseId;
use super::{REASON_AT_MOST, case_page, journal, records};
use crate::account::Shared;
use crate::officer::Officer;
use axum::extract::{Path, State};
use serde_json::json;
use store::in_transaction;
use web::{Answer, Complaints, Submission};

/// Takes the reason; from then on no sheet of this case serves.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<CaseId>,
    officer: Officer,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let (case, now) = (case_page::find(&account, id).await?, arrival.now);
    let (reason, mut complaints) = (typed.get("reason").trim(), Complaints::default());
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if !case.may_be_withdrawn_by(officer.citizen, now) {
        complaints.about_all("admin-withdraw-too-late");
    } else if reason.is_empty() || reason.chars().count() > REASON_AT_MOST {
        complaints.about("reason", "admin-ask-reason-missing");
    }
    if !complaints.is_empty() {
        return case_page::draw(&account, &officer, &arrival, &case, (typed, complaints)).await;
    }
    in_transaction!(account.store, |tx| {
        if records::withdraw(tx, &account, (id, reason), officer.citizen, now).await? {
            let about = (&officer, id, &case.asked.whom);
            journal::note(tx, &account, about, ("desk.withdrawn", json!({})), now);
        }
        Ok(())
    })?;
    Ok(arrival.page.go(&case_page::path(id)))
}
