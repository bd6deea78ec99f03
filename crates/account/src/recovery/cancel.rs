//! The page a notice's link leads to: one button that cancels a reset somebody else asked for. No
//! browser and no password is asked for: whoever gets the account's letters may object.

use super::records::{self, Held};
use super::steps::{Cancelled, Recovery};
use super::{journal, letters};
use crate::account::Shared;
use crate::citizen::CitizenId;
use crate::flow::{self, Here};
use askama::Template;
use axum::extract::{Path, State};
use ground::Moment;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/cancel.html")]
struct CancelPage {
    page: Page,
    form: FormView,
    /// When it was cancelled; empty where it is not.
    cancelled_at: String,
}

/// Shows the button, or that it is cancelled. Opening the link changes nothing.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    let (_, state) = find(&account, &link, arrival.now).await?;
    draw(&arrival.page, &state, &Complaints::default())
}

/// Shows the browser that asked for it that it was cancelled.
pub(super) async fn shown(Here { account: _, arrival, held }: Here<Recovery>) -> Answer {
    match &held.state {
        Recovery::Cancelled(cancelled) => {
            draw(&arrival.page, &Found::Cancelled(cancelled.at), &Complaints::default())
        }
        _ => Ok(held.go(&arrival.page)),
    }
}

/// Cancels it, and with it every other one of the same account.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let (page, now) = (&arrival.page, arrival.now);
    let (held, state) = find(&account, &link, now).await?;
    if !is_genuine {
        return draw(page, &state, &Complaints::whole("form-cookies"));
    }
    if let Found::Open(citizen) = state {
        let settings = &account.settings.recovery;
        let kept = now.plus(settings.delay).plus(settings.link);
        let next = Recovery::Cancelled(Cancelled { at: now });
        in_transaction!(account.store, |tx| {
            let Some(taken) = flow::take(tx, &held).await? else { return Ok(()) };
            records::end_others(tx, held.id, citizen).await?;
            records::save(tx, &account, taken, &next, kept)?;
            let event = ("recovery.cancelled", "link");
            journal::note_of(tx, &account, (held.id, citizen), event, now);
            Ok(())
        })?;
    }
    Ok(page.go(&format!("/huy-dat-lai/{link}")))
}

/// What there is to cancel.
enum Found {
    /// A reset of this account that is not finished.
    Open(CitizenId),
    /// Nothing any more: it was cancelled then.
    Cancelled(Moment),
}

async fn find(account: &Shared, link: &str, now: Moment) -> Result<(Held, Found), Broken> {
    let id = letters::to_cancel(account, link).ok_or_else(flow::gone::<Recovery>)?;
    let held = flow::find(account.store.reader(), account, id, now).await?;
    let held = held.ok_or_else(flow::gone::<Recovery>)?;
    let state = match &held.state {
        Recovery::Delayed(delayed) => Found::Open(delayed.holder.citizen),
        Recovery::Proved(proved) => Found::Open(proved.citizen),
        Recovery::Cancelled(cancelled) => Found::Cancelled(cancelled.at),
        _ => return Err(flow::gone::<Recovery>()),
    };
    Ok((held, state))
}

fn draw(page: &Page, state: &Found, complaints: &Complaints) -> Answer {
    let cancelled_at = match state {
        Found::Cancelled(at) => at.in_vietnam(),
        Found::Open(_) => String::new(),
    };
    let form = FormView::new(page, Typed::default(), complaints);
    Ok(page.draw(complaints.status(), &CancelPage { page: page.clone(), form, cancelled_at })?)
}
