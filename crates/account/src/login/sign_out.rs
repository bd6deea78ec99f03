//! Signing out: the session ends, and whoever must hear of it is told.

use super::start::SIGNED_OUT;
use crate::account::Shared;
use crate::session::{self, Why};
use axum::extract::State;
use store::in_transaction;
use web::{Answer, Submission};

/// Ends the session of this browser. A form that is not of ours ends nothing, and shows where one
/// stands.
pub(super) async fn submit(State(account): State<Shared>, submission: Submission) -> Answer {
    let arrival = &submission.arrival;
    if !submission.is_genuine {
        return Ok(arrival.page.go("/tai-khoan"));
    }
    if let Some(present) = session::present(&account, arrival).await? {
        in_transaction!(account.store, |tx| {
            session::end(tx, &account, present.id, Why::SignedOut, arrival.now).await
        })?;
    }
    let on = arrival.page.go(&format!("/dang-nhap?{SIGNED_OUT}"));
    Ok(session::forgotten(&account, on))
}
