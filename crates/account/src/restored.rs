//! After a backup was put back: what it holds may have ended since, or served already, so it ends.

use crate::account::Account;
use crate::session::{self, Why};
use crate::{
    admin, citizen, email, flow, login, new_number, oidc, paper_start, profile, recovery,
    registration,
};
use ground::Fault;
use serde_json::json;
use store::journal::{self, Entry};

/// Ends every session, every walk over pages with its codes, every case of the desk with its paper,
/// every grant with its codes and tokens, and what would come about by itself: numbers that wait,
/// questions to mail addresses, accounts to be closed, for their owners may have objected since. Says
/// how many sessions there were; their clients are told as ever.
///
/// # Errors
/// A database that is away.
pub async fn end_all(account: &Account) -> Result<usize, Fault> {
    let now = account.clock.now();
    flow::end_all::<registration::steps::Registration>(account).await?;
    flow::end_all::<login::steps::Login>(account).await?;
    flow::end_all::<recovery::steps::Recovery>(account).await?;
    flow::end_all::<paper_start::steps::PaperStart>(account).await?;
    flow::end_all::<profile::steps::Errand>(account).await?;
    admin::end_all(account, now).await?;
    oidc::end_all(account, now).await?;
    let sessions = session::end_of_everybody(account, Why::Restored, now).await?;
    store::in_transaction!(account.store, |tx| {
        new_number::waiting::cancel_all(tx).await?;
        email::forget_all(tx).await?;
        citizen::keep_all(tx).await?;
        let entry = Entry {
            at: now,
            actor: "operator".into(),
            subject: "backup".into(),
            event: "backup.restored",
            detail: json!({ "sessions": sessions }),
        };
        journal::append(tx, &entry, &account.chance);
        Ok(())
    })?;
    Ok(sessions)
}
