//! Entering the code that was sent to the account's telephone, if there is one. The page is the same
//! for whoever has none: then no code is right.

use super::limits;
use super::operator::{self, Asked};
use super::records::{self, Held};
use super::steps::{CodeSent, Holder, Recovery, Second, Step};
use super::{code, journal};
use crate::account::Shared;
use crate::code_page::{self, CodeView, Present, Tried, Words};
use crate::flow::{self, Here, Sent};
use crate::session;
use askama::Template;
use credentials::one_time_code;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints, FormView, Page};

/// What this page says in its own words.
const WORDS: Words = Words {
    title: "recovery-code-title",
    help: "code-page-help",
    next: "recovery-code-next",
    asleep: "recovery-code-asleep",
    closed: "recovery-code-closed",
    later: "recovery-code-later",
};

#[derive(Template)]
#[template(path = "recovery/confirm_phone.html")]
struct ConfirmPhonePage {
    page: Page,
    form: FormView,
    identity: String,
    code: CodeView,
}

/// Shows the field for the code.
pub(super) async fn show(Here { account, arrival, held }: Here<Recovery>) -> Answer {
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. The step receives the verdict; where there is nobody, no code is right.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let arrival = &submission.arrival;
    let Recovery::CodeSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let code = code::of(&account, held.id, &arrival.page, sent);
    match (code.tried(&account, &submission).await?, &sent.holder) {
        (Tried::Right(code), Some(holder)) => {
            advance(&account, arrival, &held, (sent, holder), code).await
        }
        (Tried::Right(_) | Tried::Wrong, _) => Ok(held.go(&arrival.page)),
        (Tried::Refused(complaints), _) => {
            // Another press of the button may have gone on meanwhile: then its page is shown.
            let held = held.again(&account, arrival).await?;
            draw(&account, arrival, &held, complaints).await
        }
    }
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
            Asked::ByAnother => return after_another_press(account, arrival, held, code).await,
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
    let present = held.again(account, arrival).await?;
    Ok(present.go(&arrival.page))
}

/// Another press of the button asked the operator: what that led to is shown.
async fn after_another_press(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    code: Uuid,
) -> Answer {
    in_transaction!(account.store, |tx| {
        one_time_code::was_right(tx, code);
        Ok(())
    })?;
    let present = held.again(account, arrival).await?;
    if present.state.page() != Step::ConfirmPhone {
        return Ok(present.go(&arrival.page));
    }
    draw(account, arrival, &present, Complaints::whole("recovery-code-asking")).await
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: Complaints) -> Answer {
    let (page, status) = (&arrival.page, complaints.status());
    let Recovery::CodeSent(sent) = &held.state else {
        return Ok(held.go(page));
    };
    let code = &code::of(account, held.id, page, sent);
    let latest = code.latest(account).await?;
    if latest.is_some_and(|code| code.used_at.is_some()) {
        // Another tab has entered the right one since the recovery was read.
        let present = held.again(account, arrival).await?.state.page();
        if present != Step::ConfirmPhone {
            return Ok(page.go(&present.path(held.id)));
        }
    }
    // Of the message nothing is said: it only goes to somebody.
    let outgoing = code.outgoing(latest, false, arrival.now);
    let room = limits::message_room(account, &sent.identity, arrival.address, arrival.now).await?;
    let resend_path = format!("/quen-mat-khau/{}/gui-lai-otp", held.id);
    let present = Present { code, latest, outgoing, room };
    let code = present.view(account, arrival, WORDS, resend_path).await?;
    code_page::keep(account, held, &code, account.settings.recovery.pending).await?;
    let template = ConfirmPhonePage {
        page: page.clone(),
        form: code.form(page, complaints),
        identity: sent.identity.masked(),
        code,
    };
    Ok(page.draw(status, &template)?)
}
