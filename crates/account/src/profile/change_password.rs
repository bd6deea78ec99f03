//! Changing the password. Whoever else is signed in is so no more; this browser stays.

use super::journal;
use super::letters::{self, Change};
use crate::account::Shared;
use crate::citizen::{self, Citizen};
use crate::new_password::{self, PasswordFields};
use crate::session::{self, Fresh, SignedIn, SteppedUp, Why};
use crate::{email, login};
use askama::Template;
use axum::extract::{RawQuery, State};
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// What the address says once it is changed.
const DONE: &str = "da-doi";

#[derive(Template)]
#[template(path = "profile/change_password.html")]
struct ChangePasswordPage {
    page: Page,
    form: FormView,
    fields: PasswordFields,
    is_done: bool,
}

/// Shows the two fields and the rule, or that it is done.
pub(super) async fn show(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let is_done = query.as_deref() == Some(DONE);
    draw(&account, &arrival.page, &who.citizen, &Complaints::default(), is_done)
}

/// Takes the password, which may not be the present one.
pub(super) async fn submit(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    submission: Submission,
) -> Answer {
    let (arrival, page, citizen) = (&submission.arrival, &submission.arrival.page, &who.citizen);
    let present = Some((citizen.id, "profile-password-present"));
    let hash = match new_password::chosen(&account, &submission, &citizen.person, present).await? {
        Ok(hash) => hash,
        Err(complaints) => return draw(&account, page, citizen, &complaints, false),
    };
    match set(&account, arrival, (&who, fresh), &hash).await? {
        true => Ok(page.go(&format!("/tai-khoan/mat-khau?{DONE}"))),
        false => Ok(session::to_sign_in(arrival)),
    }
}

/// Sets it. Says whether it did: not on a proof that holds no more.
async fn set(
    account: &Shared,
    arrival: &Arrival,
    (who, fresh): (&SignedIn, Fresh),
    hash: &str,
) -> Result<bool, Fault> {
    let (now, owner) = (arrival.now, fresh.citizen());
    let told = (Change::Password, arrival.page.language);
    in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, account).await? {
            return Ok(false);
        }
        citizen::set_password(tx, owner, hash, now).await?;
        login::allow_again(tx, account, &who.citizen.person.identity);
        let others = (owner, Some(fresh.session()));
        let ended = session::end_all(tx, account, others, Why::Reset, now).await?;
        session::forget_others(tx, owner, who.session.device).await?;
        // Whoever knew the old one may have asked for another mail address.
        email::forget(tx, owner).await?;
        letters::tell(tx, account, &who.citizen, told, now)?;
        let event = ("profile.password_changed", json!({ "ended": ended }));
        journal::note(tx, account, owner, event, now);
        Ok(true)
    })
}

fn draw(
    account: &Shared,
    page: &Page,
    citizen: &Citizen,
    complaints: &Complaints,
    is_done: bool,
) -> Answer {
    let template = ChangePasswordPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        fields: PasswordFields::new(account, citizen.person.identity.as_str()),
        is_done,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
