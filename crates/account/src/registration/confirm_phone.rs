//! Entering the code that was sent to the telephone.

use super::letters::PURPOSE;
use super::records::{self, Held};
use super::steps::{CodeSent, Registration, RegistrationId};
use super::{code, limits, message};
use crate::account::Shared;
use crate::citizen;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use civic::PhoneNumber;
use credentials::limit::Room;
use credentials::one_time_code::{self, Resend, Spent};
use ground::Fault;
use store::in_transaction;
use uuid::Uuid;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

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
    message: message::MessageView,
}

/// What the page says about the code.
struct CodeView {
    /// Whether there is one that could be entered.
    is_live: bool,
    /// When it dies, in milliseconds since the Unix epoch, and as a time of day.
    expires_ms: i64,
    expires_at: String,
    /// From when on *Gửi lại OTP* works, likewise.
    resend_ms: i64,
    resend_at: String,
    /// Why no message goes out for now and when it will again, in words; empty where one may.
    closed: String,
    /// Whether that is all there is to do on the page: no code could be entered either.
    is_closed: bool,
    /// Tries left, where few are.
    tries_left: i32,
}

/// Shows the field for the code.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    arrival: Arrival,
) -> Answer {
    let held = load(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, Typed::default(), &Complaints::default()).await
}

/// Takes the code. A try is spent before anything is compared; the step receives the verdict.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<RegistrationId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, mut typed, is_genuine } = submission;
    let held = load(&account, id, &arrival).await?;
    let Registration::CodeSent(sent) = &held.registration else {
        return Ok(arrival.page.go(&held.registration.page().path(id)));
    };
    let entered = typed.get("code").to_owned();
    typed.forget(&["code"]);
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies");
    } else if let Some(complaint) = misshapen(&account, &entered) {
        complaints.about("code", complaint);
    } else {
        match try_code(&account, &arrival, id, sent, &entered).await? {
            Verdict::Right(code) => {
                return advance(&account, &arrival, &held, sent.clone(), code).await;
            }
            Verdict::Refused(complaint) => complaints.about("code", complaint),
        }
    }
    // Another press of the button may have gone on meanwhile: then its page is shown.
    let held = load(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, typed, &complaints).await
}

/// What came of a code that was entered.
enum Verdict {
    /// It is the code of this row.
    Right(Uuid),
    /// It is not, or may not be tried.
    Refused(&'static str),
}

async fn try_code(
    account: &Shared,
    arrival: &Arrival,
    id: RegistrationId,
    sent: &CodeSent,
    entered: &str,
) -> Result<Verdict, Fault> {
    let (now, phone) = (arrival.now, &sent.person.phone);
    if limits::codes_asleep(account, phone, now).await? != Room::Left {
        return Ok(Verdict::Refused("registration-code-asleep"));
    }
    let binding = code::NewCode::of(account, id, &arrival.page, phone.clone()).binding;
    let settings = &account.settings.one_time_code;
    let spent = one_time_code::spend(&account.store, &binding, settings, now).await?;
    let minted = match spent {
        Spent::Try(minted) => minted,
        Spent::NoneLeft => return Ok(Verdict::Refused("registration-code-used-up")),
        Spent::Expired => return Ok(Verdict::Refused("registration-code-expired")),
        Spent::Used | Spent::Unknown => return Ok(Verdict::Refused("registration-code-again")),
    };
    let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
    if right.is(entered) {
        return Ok(Verdict::Right(minted.id));
    }
    limits::wrong_code(account, phone, now).await?;
    if minted.tries_left(settings) > 0 {
        return Ok(Verdict::Refused("registration-code-wrong"));
    }
    // Whoever cannot be sent a new code is not told to ask for one.
    let is_asleep = limits::codes_asleep(account, phone, now).await? != Room::Left;
    let complaint =
        if is_asleep { "registration-code-asleep" } else { "registration-code-used-up" };
    Ok(Verdict::Refused(complaint))
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
    let page = in_transaction!(account.store, |tx| {
        let proved = limits::prove_identity(tx, account, &sent.person, now).await?;
        if let Room::None { .. } = proved {
            return Ok(None);
        }
        let confirmed = sent.clone().confirmed(now);
        let next = match citizen::has_account(tx, account, &confirmed.person).await? {
            true => Registration::AlreadyRegistered(confirmed.has_account()),
            false => Registration::PhoneConfirmed(confirmed),
        };
        if records::take(tx, held).await? && one_time_code::redeem(tx, code, now).await? {
            records::save(tx, account, held.id, &next).await?;
            code::note(tx, account, held.id, "registration.phone_confirmed", now).await?;
            limits::right_code(tx, account, &phone, arrival.address, now);
        }
        Ok(Some(next.page()))
    })?;
    if let Some(page) = page {
        return Ok(arrival.page.go(&page.path(held.id)));
    }
    let complaints = Complaints::whole("registration-too-many-identities");
    draw(account, arrival, held, Typed::default(), &complaints).await
}

fn misshapen(account: &Shared, entered: &str) -> Option<&'static str> {
    let figures = entered.chars().filter(|c| !c.is_whitespace());
    let (count, others) = figures
        .fold((0, 0), |(count, others), c| (count + 1, others + u32::from(!c.is_ascii_digit())));
    match count {
        0 => Some("registration-code-empty"),
        _ if others > 0 || count != account.settings.one_time_code.digits => {
            Some("registration-code-shape")
        }
        _ => None,
    }
}

async fn load(account: &Shared, id: RegistrationId, arrival: &Arrival) -> Result<Held, Broken> {
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    let held = records::load(reader, account, id, visit, arrival.now).await?;
    held.ok_or_else(|| Broken::refused(StatusCode::GONE))
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    typed: Typed,
    complaints: &Complaints,
) -> Answer {
    let (phone, letter) = match &held.registration {
        Registration::CodeSent(sent) => (&sent.person.phone, Some(sent.letter)),
        Registration::SubscriberVerified(verified) => (&verified.person.phone, None),
        elsewhere => return Ok(arrival.page.go(&elsewhere.page().path(held.id))),
    };
    let message = message::view(account, &arrival.page, letter).await?;
    let template = ConfirmPhonePage {
        page: arrival.page.clone(),
        form: FormView::new(&arrival.page, typed, complaints),
        digits: account.settings.one_time_code.digits,
        resend_path: format!("/dang-ky/{}/gui-lai-otp", held.id),
        message_path: format!("/dang-ky/{}/tin-nhan", held.id),
        phone: phone.masked_for_registration(),
        code: view(account, arrival, held, phone, message.state == "failed").await?,
        message,
    };
    let status = match complaints.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let drawn: Response = arrival.page.draw(status, &template)?;
    Ok(drawn)
}

async fn view(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    phone: &PhoneNumber,
    has_failed: bool,
) -> Result<CodeView, Fault> {
    let (now, settings) = (arrival.now, &account.settings.one_time_code);
    let latest = one_time_code::latest(account.store.reader(), held.id.0, PURPOSE).await?;
    let live = latest.filter(|code| code.is_live(now, settings));
    let resend = match live.map(|code| Resend::decide(&code, now, settings)) {
        Some(Resend::Wait { until }) if !has_failed => until,
        _ => now,
    };
    let expires = live.map_or(now, |code| code.expires_at);
    let (closed, is_closed) = closed(account, arrival, held, phone, live.is_some()).await?;
    Ok(CodeView {
        is_live: live.is_some(),
        expires_ms: expires.unix_ms(),
        expires_at: expires.time_in_vietnam(),
        resend_ms: if resend > now { resend.unix_ms() } else { 0 },
        resend_at: resend.time_in_vietnam(),
        closed,
        is_closed,
        tries_left: live.map_or(0, |code| code.tries_left(settings)),
    })
}

/// Why no further message goes to this number for now, in words, and whether nothing else can be
/// done meanwhile. Then the page promises to keep the registration, so it is kept.
async fn closed(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    phone: &PhoneNumber,
    is_live: bool,
) -> Result<(String, bool), Fault> {
    let now = arrival.now;
    let (room, key, is_closed) = match limits::codes_asleep(account, phone, now).await? {
        Room::Left => {
            let room = limits::message_room(account, phone, arrival.address, now).await?;
            let key = if is_live { "registration-code-later" } else { "registration-code-closed" };
            (room, key, !is_live)
        }
        asleep @ Room::None { .. } => (asleep, "registration-code-asleep-until", true),
    };
    let Room::None { reopens } = room else { return Ok((String::new(), false)) };
    if is_closed {
        let until = reopens.plus(account.settings.registration.pending);
        in_transaction!(account.store, |tx| records::keep_until(tx, held.id, until).await)?;
    }
    Ok((arrival.page.t1(key, "time", &reopens.in_vietnam()).into_owned(), is_closed))
}
