//! Closing the account: wished now, done after a while in which whoever signs in may keep it.

use super::journal;
use super::letters::{self, Change};
use crate::account::{Account, Shared};
use crate::citizen::{self, CitizenId};
use crate::session::{self, SignedIn, SteppedUp, Why};
use crate::{email, new_number, oidc};
use askama::Template;
use axum::extract::State;
use ground::{Fault, Moment};
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Language, Page, Submission, Typed};

/// The page's path.
const PATH: &str = "/tai-khoan/dong";

/// How many accounts are closed in one sweep: a transaction for each.
const AT_ONCE: u64 = 100;

#[derive(Template)]
#[template(path = "profile/close.html")]
struct ClosePage {
    page: Page,
    form: FormView,
    days: i64,
    /// When it will be closed; empty where nobody wished so.
    closing_at: String,
}

/// Says what closing means, or when it will be.
pub(super) async fn show(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    arrival: Arrival,
) -> Answer {
    draw(&account, &arrival.page, &who, &Complaints::default())
}

/// Takes the wish: everybody else who is signed in is so no more, and the owner is told.
pub(super) async fn submit(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let (page, now, citizen) = (&arrival.page, arrival.now, fresh.citizen());
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if typed.get("sure") != "yes" {
        complaints.about("sure", "profile-close-unsure");
    }
    if !complaints.is_empty() {
        return draw(&account, page, &who, &complaints);
    }
    let then = now.plus(account.settings.profile.closes_after);
    let told = (Change::Closing, page.language);
    let holds = in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, &account).await? {
            return Ok(false);
        }
        if !citizen::will_close(tx, citizen, then).await? {
            return Ok(true);
        }
        let others = (citizen, Some(fresh.session()));
        session::end_all(tx, &account, others, Why::Closed, now).await?;
        letters::tell(tx, &account, &who.citizen, told, now)?;
        journal::note(tx, &account, citizen, ("profile.closing", json!({ "at": then })), now);
        Ok(true)
    })?;
    match holds {
        true => Ok(page.go(PATH)),
        false => Ok(session::to_sign_in(&arrival)),
    }
}

/// The account stays.
pub(super) async fn keep(
    State(account): State<Shared>,
    who: SignedIn,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    if is_genuine {
        let (citizen, now) = (who.citizen.id, arrival.now);
        in_transaction!(account.store, |tx| {
            if citizen::keep(tx, citizen).await? {
                journal::note(tx, &account, citizen, ("profile.kept", json!({})), now);
            }
            Ok(())
        })?;
    }
    Ok(arrival.page.go("/tai-khoan"))
}

/// Leads whoever signed in first to where the account can be kept.
pub(super) async fn show_keep(_: SignedIn, arrival: Arrival) -> Answer {
    Ok(arrival.page.go("/tai-khoan"))
}

/// Closes the accounts whose time has come.
///
/// # Errors
/// A database that is away.
pub async fn close_due(account: &Account, now: Moment) -> Result<(), Fault> {
    let due = citizen::due_to_close(account.store.reader(), now, AT_ONCE).await?;
    for id in due {
        close(account, id, now).await?;
    }
    Ok(())
}

/// Nothing of the account stays but its lines in the journal, which name nobody. Whoever it was may
/// register anew.
async fn close(account: &Account, id: CitizenId, now: Moment) -> Result<(), Fault> {
    let Some(known) = citizen::load(account.store.reader(), account, id).await? else {
        return Ok(());
    };
    in_transaction!(account.store, |tx| {
        if !citizen::close(tx, id, now).await? {
            return Ok(());
        }
        session::end_all(tx, account, (id, None), Why::Closed, now).await?;
        session::forget_all(tx, id).await?;
        email::forget(tx, id).await?;
        new_number::waiting::cancel(tx, id).await?;
        oidc::forget_agreements(tx, id).await?;
        letters::tell(tx, account, &known, (Change::Closed, Language::Vi), now)?;
        journal::note(tx, account, id, ("profile.closed", json!({})), now);
        Ok(())
    })
}

fn draw(account: &Account, page: &Page, who: &SignedIn, complaints: &Complaints) -> Answer {
    let closing_at = who.citizen.closing_at.map(Moment::in_vietnam);
    let template = ClosePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        days: account.settings.profile.closes_after.as_minutes() / (24 * 60),
        closing_at: closing_at.unwrap_or_default(),
    };
    Ok(page.draw(complaints.status(), &template)?)
}
