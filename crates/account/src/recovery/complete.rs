//! The page a letter's link leads to once the day is over: one button that goes on to the new
//! password, in the browser the link was opened in. The operator is asked once more then: it may
//! have been away when the delay began, and a number can change hands in a day.

use super::operator::{self, Asked};
use super::records::{self, Held};
use super::steps::{Doubt, Proved, Recovery, Second, Step};
use super::{journal, letters, limits};
use crate::account::Shared;
use crate::citizen::CitizenId;
use crate::flow;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use ground::Fault;
use outside::letters as outbox;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/complete.html")]
struct CompletePage {
    page: Page,
    form: FormView,
    /// Why the button led nowhere.
    doubt: Option<Doubt>,
}

/// Shows the button. Opening the link changes nothing, so that programs that look into messages
/// complete nothing.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(link): Path<String>,
    arrival: Arrival,
) -> Answer {
    find(&account, &link, &arrival).await?;
    draw(&arrival.page, &Complaints::default(), None)
}

/// Hands the recovery to this browser: nobody has objected, and the number is nobody else's now.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(link): Path<String>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let (held, proved) = find(&account, &link, &arrival).await?;
    if !is_genuine {
        return draw(&arrival.page, &Complaints::whole("form-cookies"), None);
    }
    if matches!(held.state, Recovery::Delayed(_)) {
        match operator::ask_at_the_end(&account, &held, &proved, &arrival).await? {
            Asked::Answered(Ok(())) => {}
            Asked::Answered(Err(doubt)) => {
                doubted(&account, &arrival, &held, (proved.citizen, doubt)).await?;
                return draw(&arrival.page, &Complaints::default(), Some(doubt));
            }
            Asked::ByAnother => {
                return after_another_press(&account, &link, &arrival).await;
            }
        }
    }
    hand_over(&account, &arrival, &held, proved).await?;
    Ok(arrival.page.go(&Step::SetPassword.path(held.id)))
}

async fn hand_over(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    proved: Proved,
) -> Result<(), Fault> {
    let (now, citizen) = (arrival.now, proved.citizen);
    let until = now.plus(account.settings.recovery.pending);
    let next = Recovery::Proved(proved);
    in_transaction!(account.store, |tx| {
        limits::has_answered(tx, account, held.id);
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        records::hand_to(tx, &taken, arrival.page.visit());
        records::save(tx, account, taken, &next, until)?;
        let event = ("recovery.nobody_objected", Second::Delay.as_str());
        journal::note_of(tx, account, (held.id, citizen), event, now);
        Ok(())
    })
}

/// The operator did not vouch for the number, or could not be asked. The link serves as long from
/// now on: that nobody could be asked is not the person's fault.
async fn doubted(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (citizen, doubt): (CitizenId, Doubt),
) -> Result<(), Fault> {
    let until = arrival.now.plus(account.settings.recovery.link);
    in_transaction!(account.store, |tx| {
        limits::has_answered(tx, account, held.id);
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        flow::save(tx, account, taken, &held.state)?;
        if doubt.allows_asking() {
            held.keep_until(tx, until);
        }
        let event = ("recovery.not_ended", doubt.as_str());
        journal::note_of(tx, account, (held.id, citizen), event, arrival.now);
        Ok(())
    })
}

/// Another press of the button asked: its browser goes on, or the button is shown again.
async fn after_another_press(account: &Shared, link: &str, arrival: &Arrival) -> Answer {
    let (held, _) = find(account, link, arrival).await?;
    match held.state {
        Recovery::Proved(_) if held.is_of(arrival.page.visit()) => {
            Ok(arrival.page.go(&Step::SetPassword.path(held.id)))
        }
        _ => draw(&arrival.page, &Complaints::whole("recovery-complete-asking"), None),
    }
}

/// The recovery of a link whose time has come, and what it becomes. A link serves again until the
/// password is set, for it may be opened in one browser and then in another.
async fn find(account: &Shared, link: &str, arrival: &Arrival) -> Result<(Held, Proved), Broken> {
    let id = letters::to_complete(account, link).ok_or_else(flow::gone::<Recovery>)?;
    let held = flow::find(account.store.reader(), account, id, arrival.now).await?;
    let held = held.ok_or_else(flow::gone::<Recovery>)?;
    let proved = match &held.state {
        Recovery::Delayed(delayed) => {
            let told_at = outbox::first_taken(account.store.reader(), &delayed.notices).await?;
            delayed.clone().proved(told_at, arrival.now)
        }
        Recovery::Proved(proved) if proved.second == Second::Delay => Some(proved.clone()),
        _ => None,
    };
    Ok((held, proved.ok_or_else(flow::gone::<Recovery>)?))
}

fn draw(page: &Page, complaints: &Complaints, doubt: Option<Doubt>) -> Answer {
    let status = match doubt {
        None => complaints.status(),
        Some(Doubt::AskedTooOften) => StatusCode::TOO_MANY_REQUESTS,
        Some(Doubt::OperatorAway) => StatusCode::SERVICE_UNAVAILABLE,
        Some(_) => StatusCode::FORBIDDEN,
    };
    let form = FormView::new(page, Typed::default(), complaints);
    Ok(page.draw(status, &CompletePage { page: page.clone(), form, doubt })?)
}
