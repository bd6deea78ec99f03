//! The page a letter's link leads to once the day is over: one button that goes on to the new
//! password, in the browser the link was opened in.

use super::journal;
use super::letters;
use super::records::{self, Held};
use super::steps::{Proved, Recovery, Second, Step};
use crate::account::Shared;
use crate::flow;
use askama::Template;
use axum::extract::{Path, State};
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/complete.html")]
struct CompletePage {
    page: Page,
    form: FormView,
}

/// Shows the button. Opening the link changes nothing, so that programs that look into messages
/// complete nothing.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    find(&account, &link, &arrival).await?;
    draw(&arrival.page, &Complaints::default())
}

/// Hands the recovery to this browser: nobody has objected.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let (held, proved) = find(&account, &link, &arrival).await?;
    if !is_genuine {
        return draw(&arrival.page, &Complaints::whole("form-cookies"));
    }
    let (now, citizen) = (arrival.now, proved.citizen);
    let until = now.plus(account.settings.recovery.pending);
    let next = Recovery::Proved(proved);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, &held).await? else { return Ok(()) };
        records::hand_to(tx, &taken, arrival.page.visit());
        records::save(tx, &account, taken, &next, until)?;
        let event = ("recovery.nobody_objected", Second::Delay.as_str());
        journal::note_of(tx, &account, (held.id, citizen), event, now);
        Ok(())
    })?;
    Ok(arrival.page.go(&Step::SetPassword.path(held.id)))
}

/// The recovery of a link whose time has come, and what it becomes. A link serves again until the
/// password is set, for it may be opened in one browser and then in another.
async fn find(account: &Shared, link: &str, arrival: &Arrival) -> Result<(Held, Proved), Broken> {
    let id = letters::to_complete(account, link).ok_or_else(records::gone)?;
    let held = flow::find(account.store.reader(), account, id, arrival.now).await?;
    let held = held.ok_or_else(records::gone)?;
    let proved = match &held.state {
        Recovery::Delayed(delayed) => delayed.clone().proved(arrival.now),
        Recovery::Proved(proved) if proved.second == Second::Delay => Some(proved.clone()),
        _ => None,
    };
    Ok((held, proved.ok_or_else(records::gone)?))
}

fn draw(page: &Page, complaints: &Complaints) -> Answer {
    let form = FormView::new(page, Typed::default(), complaints);
    Ok(page.draw(complaints.status(), &CompletePage { page: page.clone(), form })?)
}
