//! Entering the code that went to the new number.

use super::records::Held;
use super::steps::{NumberSent, PaperStart};
use crate::account::Shared;
use crate::code_page::Tried;
use crate::flow::{self, Here, Sent};
use crate::new_number::{self, Asking, Pending};
use credentials::one_time_code;
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints};

/// What the code belongs to.
fn pending<'a>(held: &Held, sent: &'a NumberSent) -> Pending<'a> {
    Pending { holder: held.id.0, phone: &sent.number.phone }
}

/// Shows the field for the code.
pub(super) async fn show(Here { account, arrival, held }: Here<PaperStart>) -> Answer {
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code.
pub(super) async fn submit(Sent { account, submission, held }: Sent<PaperStart>) -> Answer {
    let arrival = &submission.arrival;
    let PaperStart::NumberSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    match pending(&held, sent).tried(&account, &submission).await? {
        Tried::Right(code) => advance(&account, arrival, &held, sent, code).await?,
        Tried::Wrong => {}
        Tried::Refused(complaints) => return draw(&account, arrival, &held, complaints).await,
    }
    let present = held.again(&account, arrival).await?;
    Ok(present.go(&arrival.page))
}

async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    sent: &NumberSent,
    code: Uuid,
) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        if let Some(taken) = flow::take(tx, held).await?
            && pending(held, sent).redeem(tx, account, arrival, code).await?
        {
            let next = PaperStart::NumberSettled(sent.clone().confirmed());
            return flow::save(tx, account, taken, &next);
        }
        one_time_code::was_right(tx, code);
        Ok(())
    })
}

/// Sends the code again, if it is time and there is room; the page says either way.
pub(super) async fn resend(Sent { account, submission, held }: Sent<PaperStart>) -> Answer {
    let arrival = &submission.arrival;
    if let (PaperStart::NumberSent(sent), true) = (&held.state, submission.is_genuine) {
        in_transaction!(account.store, |tx| {
            new_number::resend(tx, &account, arrival, &held, &sent.number.phone).await
        })?;
    }
    Ok(held.go(&arrival.page))
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: Complaints) -> Answer {
    let PaperStart::NumberSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let asking = Asking {
        title: "paper-start-confirm-title",
        sent: "paper-start-confirm-sent",
        steps: &[
            "paper-start-steps-sheet",
            "paper-start-steps-number",
            "paper-start-steps-password",
        ],
        other: None,
    };
    let resend_path = format!("/giay-khoi-dau/{}/gui-lai-otp", held.id);
    pending(held, sent).draw(account, arrival, asking, resend_path, complaints).await
}
