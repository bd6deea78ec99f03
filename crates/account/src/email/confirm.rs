//! The page a mail's link leads to: one button that confirms the address. Where it takes the place
//! of another one, everything that reached the citizen until then is told.

use super::{ConfirmationId, letters, records};
use crate::account::Shared;
use crate::citizen::{self, CitizenId};
use crate::notice;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use ground::Moment;
use serde_json::json;
use store::journal::{self, Entry};
use web::{Answer, Arrival, Broken, Complaints, FormView, Gone, Page, Submission};

#[derive(Template)]
#[template(path = "email/confirm.html")]
struct ConfirmPage {
    page: Page,
    form: FormView,
    is_confirmed: bool,
}

/// Shows the button, or that the address is confirmed.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    let row = find(&account, &link, arrival.now).await?;
    let page = arrival.page.clone();
    let is_confirmed = row.confirmed_at.is_some();
    let template = ConfirmPage { page, form: FormView::default(), is_confirmed };
    Ok(arrival.page.draw(StatusCode::OK, &template)?)
}

/// Confirms the address.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Arrival { page, now, .. } = submission.arrival;
    let row = find(&account, &link, now).await?;
    if !submission.is_genuine {
        let complaints = Complaints::whole("form-cookies");
        let form = FormView::new(&page, submission.typed, &complaints);
        let template = ConfirmPage { page: page.clone(), form, is_confirmed: false };
        return Ok(page.draw(StatusCode::UNPROCESSABLE_ENTITY, &template)?);
    }
    let (id, citizen) = (ConfirmationId(row.id), CitizenId(row.citizen));
    let email = records::address(&account, &row)?;
    store::in_transaction!(account.store, |tx| {
        if records::confirm(tx, id, now).await? {
            let known = citizen::load(tx, &account, citizen).await?;
            if let Some(known) = known.filter(|known| known.person.email.as_ref() != Some(&email)) {
                let told = letters::changed(page.language, now);
                notice::tell(tx, &account, &known, &told, now)?;
            }
            citizen::confirm_email(tx, &account, (citizen, &email), now).await?;
            let entry = Entry {
                at: now,
                actor: "visitor".into(),
                subject: format!("citizen {citizen}"),
                event: "email.confirmed",
                detail: json!({}),
            };
            journal::append(tx, &entry, &account.chance);
        }
        Ok(())
    })?;
    Ok(page.go(&format!("/xac-nhan-thu/{link}")))
}

async fn find(account: &Shared, link: &str, now: Moment) -> Result<records::Model, Broken> {
    let gone = || Broken::gone(Gone::Over);
    let id = account.links.opened(link).ok_or_else(gone)?;
    let id: ConfirmationId = id.parse().map_err(|_| gone())?;
    records::load(account.store.reader(), id, now).await?.ok_or_else(gone)
}
