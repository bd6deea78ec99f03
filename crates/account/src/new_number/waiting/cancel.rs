//! The page a notice's link leads to: one button by which whoever has the number before objects. No
//! browser and no password is asked for.

use super::{Waiting, letters, note, records};
use crate::account::Shared;
use askama::Template;
use axum::extract::{Path, State};
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Gone, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "new_number/waiting/cancel.html")]
struct CancelPage {
    page: Page,
    form: FormView,
    /// When it would replace the one before; empty where it was cancelled.
    due: String,
}

/// What the address says once it is cancelled.
const DONE: &str = "da-huy";

/// Shows the button. Opening the link changes nothing.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    if arrival.page.path.ends_with(DONE) && letters::to_cancel(&account, &link).is_some() {
        return draw(&arrival.page, None, &Complaints::default());
    }
    let waiting = find(&account, &link).await?;
    draw(&arrival.page, Some(&waiting), &Complaints::default())
}

/// The number stays as it is.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let (page, now) = (&arrival.page, arrival.now);
    let done = format!("/huy-doi-so/{link}?{DONE}");
    let waiting = find(&account, &link).await?;
    if !is_genuine {
        return draw(page, Some(&waiting), &Complaints::whole("form-cookies"));
    }
    in_transaction!(account.store, |tx| {
        if records::take(tx, waiting.id).await? {
            let event = ("new_number.cancelled", json!({ "by": "link" }));
            note(tx, &account, waiting.citizen, event, now);
        }
        Ok(())
    })?;
    Ok(page.go(&done))
}

async fn find(account: &Shared, link: &str) -> Result<Waiting, Broken> {
    let gone = || Broken::gone(Gone::Over).with_way("/tai-khoan", "new-number-account");
    let id = letters::to_cancel(account, link).ok_or_else(gone)?;
    records::find(account.store.reader(), account, id).await?.ok_or_else(gone)
}

fn draw(page: &Page, waiting: Option<&Waiting>, complaints: &Complaints) -> Answer {
    let due = waiting.map(|waiting| waiting.due.in_vietnam()).unwrap_or_default();
    let form = FormView::new(page, Typed::default(), complaints);
    Ok(page.draw(complaints.status(), &CancelPage { page: page.clone(), form, due })?)
}
