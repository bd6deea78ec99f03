//! Entering the code that was sent to the telephone.

use super::records::Held;
use super::steps::{CodeSent, Registration, Step};
use super::{code, journal, limits};
use crate::account::Shared;
use crate::citizen;
use crate::code_page::{self, CodeView, FlowCode, MessageView, Present, Tried, Words};
use crate::flow::{self, Here, Sent};
use askama::Template;
use civic::PhoneNumber;
use credentials::limit::Room;
use credentials::one_time_code::{self, Minted};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page};

/// What this page says in its own words.
const WORDS: Words = Words {
    title: "registration-code-title",
    help: "code-page-help",
    next: "registration-code-next",
    asleep: "registration-code-asleep-until",
    closed: "registration-code-closed",
    later: "registration-code-later",
};

#[derive(Template)]
#[template(path = "registration/confirm_phone.html")]
struct ConfirmPhonePage {
    page: Page,
    form: FormView,
    phone: String,
    code: CodeView,
    message: MessageView,
}

/// Shows the field for the code.
pub(super) async fn show(Here { account, arrival, held }: Here<Registration>) -> Answer {
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. The step receives the verdict.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Registration>) -> Answer {
    let arrival = &submission.arrival;
    let Registration::CodeSent(sent) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let code = code::of(&account, held.id, &arrival.page, &sent.person.phone);
    match code.tried(&account, &submission).await? {
        Tried::Right(code) => advance(&account, arrival, &held, sent.clone(), code).await,
        Tried::Wrong => Ok(held.go(&arrival.page)),
        Tried::Refused(complaints) => {
            // Another press of the button may have gone on meanwhile: then its page is shown.
            let held = held.again(&account, arrival).await?;
            draw(&account, arrival, &held, complaints).await
        }
    }
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

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: Complaints) -> Answer {
    let page = &arrival.page;
    let phone = match &held.state {
        Registration::CodeSent(sent) => &sent.person.phone,
        Registration::SubscriberVerified(verified) => &verified.person.phone,
        elsewhere => return Ok(page.go(&elsewhere.page().path(held.id))),
    };
    let code = code::of(account, held.id, page, phone);
    let latest = code.latest(account).await?;
    if latest.is_some_and(|code| code.used_at.is_some()) {
        // Another tab has entered the right one since the registration was read.
        let present = held.again(account, arrival).await?.state.page();
        if present != Step::ConfirmPhone {
            return Ok(page.go(&present.path(held.id)));
        }
    }
    let status = complaints.status();
    let message = code::message(account, page, held).await?;
    let code = view(account, arrival, (&code, phone), latest, &message).await?;
    code_page::keep(account, held, &code, account.settings.registration.pending).await?;
    let template = ConfirmPhonePage {
        page: page.clone(),
        form: code.form(page, complaints),
        phone: phone.masked_for_registration(),
        message,
        code,
    };
    Ok(page.draw(status, &template)?)
}

/// What the page says about the code. Where it waits for one of another registration, it says so.
async fn view(
    account: &Shared,
    arrival: &Arrival,
    (code, phone): (&FlowCode, &PhoneNumber),
    latest: Option<Minted>,
    message: &MessageView,
) -> Result<CodeView, Fault> {
    let now = arrival.now;
    let outgoing = code::outgoing(account, code, latest, message.has_failed(), now).await?;
    let room = limits::message_room(account, &phone.e164(), arrival.address, now).await?;
    let resend_path = format!("/dang-ky/{}/gui-lai-otp", code.binding.holder);
    let present = Present { code, latest, outgoing, room };
    let mut view = present.view(account, arrival, WORDS, resend_path).await?;
    if let (Err(until), None, false) = (outgoing, latest, view.info.is_empty()) {
        let time = until.time_in_vietnam();
        view.info = arrival.page.t1("registration-code-elsewhere", "time", &time).into_owned();
    }
    Ok(view)
}
