//! Entering the code that was sent to the account's telephone, if there is one. The page is the same
//! for whoever has none: then no code is right.

use super::code_view::{self, CodeView};
use super::limits;
use super::operator::{self, Asked};
use super::records::{self, Held};
use super::steps::{CodeSent, Holder, Recovery, RecoveryId, Second, Step};
use super::{code, journal};
use crate::account::Shared;
use crate::flow;
use crate::session;
use askama::Template;
use axum::extract::{Path, State};
use credentials::limit::Room;
use credentials::one_time_code::{self, Shape, Spent};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/confirm_phone.html")]
struct ConfirmPhonePage {
    page: Page,
    form: FormView,
    identity: String,
    digits: u32,
    resend_path: String,
    code: CodeView,
}

/// Shows the field for the code.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RecoveryId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. A try is spent before anything is compared. What cost a try leads back to the
/// page, so that reloading it costs no other.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RecoveryId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let held = records::here(&account, id, &arrival).await?;
    let Recovery::CodeSent(sent) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(id)));
    };
    let entered = typed.get("code");
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if let Some(complaint) = misshapen(&account, entered) {
        complaints.about("code", complaint);
    } else {
        match try_code(&account, &arrival, id, sent, entered).await? {
            Verdict::Right(code, holder) => {
                return advance(&account, &arrival, &held, (sent, holder), code).await;
            }
            Verdict::Wrong => return Ok(arrival.page.go(&held.state.page().path(id))),
            Verdict::Dead(complaint) => complaints.about("code", complaint),
        }
    }
    // Another press of the button may have gone on meanwhile: then its page is shown.
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, complaints).await
}

/// What came of a code that was entered.
enum Verdict<'a> {
    /// It is the code of this row, which was sent to this holder.
    Right(Uuid, &'a Holder),
    /// It is not, or no try was left, or there is nobody it could have been sent to.
    Wrong,
    /// There is nothing it could be compared with.
    Dead(&'static str),
}

async fn try_code<'a>(
    account: &Shared,
    arrival: &Arrival,
    id: RecoveryId,
    sent: &'a CodeSent,
    entered: &str,
) -> Result<Verdict<'a>, Fault> {
    let (now, settings) = (arrival.now, code::settings(account));
    let binding = code::binding(account, id, &arrival.page, sent);
    let minted = match one_time_code::spend(&account.store, &binding, &settings, now).await? {
        Spent::Try(minted) => minted,
        Spent::NoneLeft => return Ok(Verdict::Wrong),
        Spent::Expired => return Ok(Verdict::Dead("recovery-code-expired")),
        Spent::Used | Spent::Unknown => return Ok(Verdict::Dead("recovery-code-again")),
    };
    if limits::try_code(account, &sent.identity, now).await? != Room::Left {
        return Ok(Verdict::Wrong);
    }
    let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
    Ok(match (right.is(entered), &sent.holder) {
        (true, Some(holder)) => Verdict::Right(minted.id, holder),
        _ => Verdict::Wrong,
    })
}

/// The code was right: what stands beside it decides which page follows. The operator is asked
/// before the code is redeemed, so that nothing is lost where that takes too long.
async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (sent, holder): (&CodeSent, &Holder),
    code: Uuid,
) -> Answer {
    let (now, id) = (arrival.now, held.id);
    let reader = account.store.reader();
    let known = session::recognise(reader, account, holder.citizen, arrival).await?;
    let second = match known {
        Some(_) => Ok(Second::KnownDevice),
        None => match operator::ask(account, held, holder.citizen, arrival).await? {
            Asked::Answered(answer) => answer,
            Asked::ByAnother => return after_another_press(account, arrival, id, code).await,
        },
    };
    let pending = account.settings.recovery.pending;
    in_transaction!(account.store, |tx| {
        if let Some(taken) = flow::take(tx, held).await?
            && one_time_code::redeem(tx, code, now).await?
        {
            let next = holder.clone().confirmed(second, now);
            records::save(tx, account, taken, &next, now.plus(pending))?;
            let event = ("recovery.phone_confirmed", second.map_or("", Second::as_str));
            journal::note_of(tx, account, (id, holder.citizen), event, now);
            let whose = (&sent.identity, holder);
            limits::right_code(tx, account, whose, arrival.address, now);
        } else {
            one_time_code::was_right(tx, code);
        }
        limits::has_answered(tx, account, id);
        Ok(())
    })?;
    let present = records::here(account, id, arrival).await?;
    Ok(arrival.page.go(&present.state.page().path(id)))
}

/// Another press of the button asked the operator: what that led to is shown.
async fn after_another_press(
    account: &Shared,
    arrival: &Arrival,
    id: RecoveryId,
    code: Uuid,
) -> Answer {
    in_transaction!(account.store, |tx| {
        one_time_code::was_right(tx, code);
        Ok(())
    })?;
    let present = records::here(account, id, arrival).await?;
    if present.state.page() != Step::ConfirmPhone {
        return Ok(arrival.page.go(&present.state.page().path(id)));
    }
    draw(account, arrival, &present, Complaints::whole("recovery-code-asking")).await
}

fn misshapen(account: &Shared, entered: &str) -> Option<&'static str> {
    match one_time_code::shape(entered, account.settings.recovery.code_digits) {
        Shape::Empty => Some("recovery-code-empty"),
        Shape::Wrong => Some("recovery-code-shape"),
        Shape::Right => None,
    }
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    mut complaints: Complaints,
) -> Answer {
    let Recovery::CodeSent(sent) = &held.state else {
        return Ok(arrival.page.go(&held.state.page().path(held.id)));
    };
    let status = complaints.status();
    let latest = code_view::latest(account, held).await?;
    if latest.is_some_and(|code| code.used_at.is_some()) {
        // Another tab has entered the right one since the recovery was read.
        let present = records::here(account, held.id, arrival).await?.state.page();
        if present != Step::ConfirmPhone {
            return Ok(arrival.page.go(&present.path(held.id)));
        }
    }
    let code = code_view::code(account, arrival, held, sent).await?;
    if complaints.is_empty()
        && let Some(refused) = code.refused
    {
        complaints.about("code", refused);
    }
    let template = ConfirmPhonePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, Typed::default(), &complaints),
        identity: sent.identity.masked(),
        digits: account.settings.recovery.code_digits,
        resend_path: format!("/quen-mat-khau/{}/gui-lai-otp", held.id),
        code,
    };
    Ok(arrival.page.draw(status, &template)?)
}
