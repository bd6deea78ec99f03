//! The telephone is confirmed, and that is not enough: why, and what else there is.

use super::operator::{self, Asked};
use super::records::{self, Held};
use super::steps::{Doubt, PhoneConfirmed, Recovery, Second};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen;
use crate::citizen::recovery_code::RecoveryCode;
use crate::flow::{self, Here, Sent};
use askama::Template;
use credentials::limit::Room;
use ground::Fault;
use store::in_transaction;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "recovery/second_proof.html")]
struct SecondProofPage {
    page: Page,
    form: FormView,
    phone: String,
    doubt: Doubt,
    days: u32,
    hours: i64,
    codes_path: String,
    wait_path: String,
}

/// Shows what stands in the way, and the ways round it.
pub(super) async fn show(Here { account, arrival, held }: Here<Recovery>) -> Answer {
    draw(&account, &arrival.page, &held, &Complaints::default())
}

/// Asks the operator once more, where it could not be asked before.
pub(super) async fn ask_again(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let Recovery::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    if !is_genuine {
        return draw(&account, &arrival.page, &held, &Complaints::whole("form-cookies-again"));
    }
    if confirmed.doubt.allows_asking()
        && let Asked::Answered(answer) =
            operator::ask(&account, &held, confirmed.holder.citizen, &arrival).await?
    {
        let next = confirmed.clone().asked_again(answer, arrival.now);
        let by = answer.map_or("", Second::as_str);
        advance(&account, &arrival, &held, (confirmed, &next), ("recovery.operator_asked", by))
            .await?;
    }
    let present = held.again(&account, &arrival).await?;
    Ok(present.go(&arrival.page))
}

/// Takes a recovery code. It is counted before it is looked for.
pub(super) async fn use_code(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let Recovery::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let mut complaints = Complaints::default();
    let code = RecoveryCode::parse(typed.get("recovery-code"));
    match code {
        _ if !is_genuine => complaints.about_all("form-cookies-again"),
        None => complaints.about("recovery-code", "recovery-second-code-shape"),
        Some(code) => {
            let citizen = confirmed.holder.citizen;
            let room = limits::try_recovery_code(&account, citizen, arrival.now).await?;
            if let Room::None { reopens } = room {
                let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
                complaints.about_with("recovery-code", "recovery-second-code-later", time);
            } else if redeem(&account, &arrival, &held, confirmed, &code).await? {
                let present = held.again(&account, &arrival).await?;
                return Ok(present.go(&arrival.page));
            } else {
                complaints.about("recovery-code", "recovery-second-code-wrong");
            }
        }
    }
    let held = held.again(&account, &arrival).await?;
    draw(&account, &arrival.page, &held, &complaints)
}

/// Uses the code up with the step it allows. Says whether it was one of this citizen's.
async fn redeem(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    confirmed: &PhoneConfirmed,
    code: &RecoveryCode,
) -> Result<bool, Fault> {
    let (now, citizen) = (arrival.now, confirmed.holder.citizen);
    let pending = account.settings.recovery.pending;
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(true) };
        if !citizen::redeem_recovery_code(tx, citizen, &code.digest(), now).await? {
            return Ok(false);
        }
        let next = Recovery::Proved(confirmed.clone().proved(Second::RecoveryCode, now));
        records::save(tx, account, taken, &next, now.plus(pending))?;
        let event = ("recovery.recovery_code_used", Second::RecoveryCode.as_str());
        journal::note_of(tx, account, (held.id, citizen), event, now);
        Ok(true)
    })
}

async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (confirmed, next): (&PhoneConfirmed, &Recovery),
    event: (&'static str, &str),
) -> Result<(), Fault> {
    let (now, citizen) = (arrival.now, confirmed.holder.citizen);
    let pending = account.settings.recovery.pending;
    in_transaction!(account.store, |tx| {
        limits::has_answered(tx, account, held.id);
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        records::save(tx, account, taken, next, now.plus(pending))?;
        journal::note_of(tx, account, (held.id, citizen), event, now);
        Ok(())
    })
}

fn draw(account: &Shared, page: &Page, held: &Held, complaints: &Complaints) -> Answer {
    let Recovery::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(held.go(page));
    };
    let template = SecondProofPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        phone: confirmed.holder.phone.masked_for_registration(),
        doubt: confirmed.doubt,
        days: account.settings.recovery.sim_change_days.into(),
        hours: account.settings.recovery.delay.as_minutes() / 60,
        codes_path: format!("/quen-mat-khau/{}/ma-khoi-phuc", held.id),
        wait_path: format!("/quen-mat-khau/{}/cho", held.id),
    };
    Ok(page.draw(complaints.status(), &template)?)
}
