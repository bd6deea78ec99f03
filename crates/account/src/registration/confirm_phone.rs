//! Entering the code that was sent to the telephone.

use super::code::NewCode;
use super::code_view::{self, CodeView, MessageView};
use super::letters::PURPOSE;
use super::records::{self, Held};
use super::steps::{CodeSent, Registration, RegistrationId, Step};
use super::{journal, limits};
use crate::account::Shared;
use crate::citizen;
use crate::flow;
use askama::Template;
use axum::extract::{Path, State};
use credentials::limit::Room;
use credentials::one_time_code::{self, Shape, Spent};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "registration/confirm_phone.html")]
struct ConfirmPhonePage {
    page: Page,
    form: FormView,
    phone: String,
    digits: u32,
    resend_path: String,
    message_path: String,
    code: CodeView,
    message: MessageView,
}

/// Shows the field for the code.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. A try is spent before anything is compared; the step receives the verdict. What
/// cost a try leads back to the page, so that reloading it costs no other.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let held = records::here(&account, id, &arrival).await?;
    let Registration::CodeSent(sent) = &held.state else {
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
            Verdict::Right(code) => {
                return advance(&account, &arrival, &held, sent.clone(), code).await;
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
enum Verdict {
    /// It is the code of this row.
    Right(Uuid),
    /// It is not, or no try was left; the page knows which.
    Wrong,
    /// There is nothing it could be compared with.
    Dead(&'static str),
}

async fn try_code(
    account: &Shared,
    arrival: &Arrival,
    id: RegistrationId,
    sent: &CodeSent,
    entered: &str,
) -> Result<Verdict, Fault> {
    let (now, phone) = (arrival.now, &sent.person.phone);
    let binding = NewCode::of(account, id, &arrival.page, phone.clone()).binding;
    let settings = &account.settings.one_time_code;
    let minted = match one_time_code::spend(&account.store, &binding, settings, now).await? {
        Spent::Try(minted) => minted,
        Spent::NoneLeft => return Ok(Verdict::Wrong),
        Spent::Expired => return Ok(Verdict::Dead("registration-code-expired")),
        Spent::Used | Spent::Unknown => return Ok(Verdict::Dead("registration-code-again")),
    };
    if limits::try_code(account, phone, now).await? != Room::Left {
        return Ok(Verdict::Wrong);
    }
    let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
    Ok(if right.is(entered) { Verdict::Right(minted.id) } else { Verdict::Wrong })
}

/// The code was right: it is redeemed, the person is proved, and what belongs to them follows.
async fn advance(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    sent: CodeSent,
    code: Uuid,
) -> Answer {
    let now = arrival.now;
    let phone = sent.person.phone.clone();
    let proved = in_transaction!(account.store, |tx| {
        let room = limits::prove_identity(tx, account, &sent.person, now).await?;
        if let Room::None { reopens } = room {
            one_time_code::was_right(tx, code);
            return Ok(Err(reopens));
        }
        let confirmed = sent.clone().confirmed(now);
        let next = match citizen::has_account(tx, account, &confirmed.person).await? {
            true => Registration::AlreadyRegistered(confirmed.has_account()),
            false => Registration::PhoneConfirmed(confirmed),
        };
        if let Some(taken) = flow::take(tx, held).await?
            && one_time_code::redeem(tx, code, now).await?
        {
            flow::save(tx, account, taken, &next)?;
            journal::note(tx, account, held.id, "registration.phone_confirmed", now);
            limits::right_code(tx, account, &phone, arrival.address, now);
        } else {
            one_time_code::was_right(tx, code);
        }
        Ok(Ok(next.page()))
    })?;
    match proved {
        Ok(page) => Ok(arrival.page.go(&page.path(held.id))),
        Err(reopens) => {
            let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
            let mut complaints = Complaints::default();
            complaints.about_with("", "registration-too-many-identities", time);
            draw(account, arrival, held, complaints).await
        }
    }
}

fn misshapen(account: &Shared, entered: &str) -> Option<&'static str> {
    match one_time_code::shape(entered, account.settings.one_time_code.digits) {
        Shape::Empty => Some("registration-code-empty"),
        Shape::Wrong => Some("registration-code-shape"),
        Shape::Right => None,
    }
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    mut complaints: Complaints,
) -> Answer {
    let (phone, letter) = match &held.state {
        Registration::CodeSent(sent) => (&sent.person.phone, Some(sent.letter)),
        Registration::SubscriberVerified(verified) => (&verified.person.phone, None),
        elsewhere => return Ok(arrival.page.go(&elsewhere.page().path(held.id))),
    };
    let status = complaints.status();
    let latest = one_time_code::latest(account.store.reader(), held.id.0, PURPOSE).await?;
    if latest.is_some_and(|code| code.used_at.is_some()) {
        // Another tab has entered the right one since the registration was read.
        let present = records::here(account, held.id, arrival).await?.state.page();
        if present != Step::ConfirmPhone {
            return Ok(arrival.page.go(&present.path(held.id)));
        }
    }
    let message = code_view::message(account, &arrival.page, letter).await?;
    let code = code_view::code(account, arrival, held, latest, &message).await?;
    if complaints.is_empty()
        && let Some(refused) = code.refused
    {
        complaints.about("code", refused);
    }
    let template = ConfirmPhonePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, Typed::default(), &complaints),
        digits: account.settings.one_time_code.digits,
        resend_path: format!("/dang-ky/{}/gui-lai-otp", held.id),
        message_path: format!("/dang-ky/{}/tin-nhan", held.id),
        phone: phone.masked_for_registration(),
        message,
        code,
    };
    Ok(arrival.page.draw(status, &template)?)
}
