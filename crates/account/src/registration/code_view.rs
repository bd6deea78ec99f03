//! What the page of the code says: how long the code lives, when another may be sent, how far the
//! message has come.

use super::records::Held;
use super::{code, limits};
use crate::account::Account;
use credentials::limit::Room;
use credentials::one_time_code::{Minted, Resend, Settings};
use ground::{Fault, Moment};
use outside::letters::{self, State as LetterState};
use store::in_transaction;
use uuid::Uuid;
use web::{Arrival, Page};

/// What the page says about the code.
pub(super) struct CodeView {
    /// Whether there is one that could be entered.
    pub(super) is_live: bool,
    /// When it dies, in milliseconds since the Unix epoch, and as a time of day.
    pub(super) expires_ms: i64,
    pub(super) expires_at: String,
    /// From when on *Gửi lại OTP* works, likewise.
    pub(super) resend_ms: i64,
    pub(super) resend_at: String,
    /// Why no message goes out for now and when it will again, in words; empty where one may.
    pub(super) closed: String,
    /// Whether that is all there is to do on the page: no code could be entered either.
    pub(super) is_closed: bool,
    /// Tries left.
    pub(super) tries_left: i32,
    /// What is said about the code that was entered last, if it was refused.
    pub(super) refused: Option<&'static str>,
}

/// What the page says about the message.
pub(super) struct MessageView {
    /// `queued`, `sent`, `delivered`, `failed` or `none`.
    pub(super) state: &'static str,
    /// The same in words.
    pub(super) words: String,
    /// Whether it may still change.
    pub(super) is_under_way: bool,
}

/// The latest code of a registration as its page shows it, beside what became of its message.
pub(super) async fn code(
    account: &Account,
    arrival: &Arrival,
    held: &Held,
    latest: Option<Minted>,
    message: &MessageView,
) -> Result<CodeView, Fault> {
    let (now, settings) = (arrival.now, &account.settings.one_time_code);
    let live = latest.filter(|code| code.is_live(now, settings));
    let (registration, has_failed) = (&held.state, message.state == "failed");
    let resend = code::resend(account, registration, latest.as_ref(), has_failed, now).await?;
    let resend = match resend {
        Resend::Wait { until } => until,
        _ => now,
    };
    let expires = live.map_or(now, |code| code.expires_at);
    let (closed, is_closed) = closed(account, arrival, held, live.is_some()).await?;
    Ok(CodeView {
        is_live: live.is_some(),
        expires_ms: expires.unix_ms(),
        expires_at: expires.time_in_vietnam(),
        resend_ms: if resend > now { resend.unix_ms() } else { 0 },
        resend_at: resend.time_in_vietnam(),
        tries_left: live.map_or(0, |code| code.tries_left(settings)),
        refused: latest.filter(|_| !is_closed).and_then(|code| refused(&code, now, settings)),
        closed,
        is_closed,
    })
}

/// What is said about the code that was entered last. A page that is drawn anew still says it.
fn refused(latest: &Minted, now: Moment, settings: &Settings) -> Option<&'static str> {
    let is_over = latest.expires_at <= now;
    match (latest.was_refused(), latest.tries_left(settings)) {
        (false, _) => None,
        (true, _) if is_over => None,
        (true, 0) => Some("registration-code-used-up"),
        (true, _) => Some("registration-code-wrong"),
    }
}

/// Why no further message goes to this number for now, in words, and whether nothing else can be
/// done meanwhile. Then the page promises to keep the registration, so it is kept.
async fn closed(
    account: &Account,
    arrival: &Arrival,
    held: &Held,
    is_live: bool,
) -> Result<(String, bool), Fault> {
    let now = arrival.now;
    let Some(phone) = held.state.person().map(|person| &person.phone) else {
        return Ok((String::new(), false));
    };
    let (room, key, is_closed) = match limits::codes_asleep(account, phone, now).await? {
        Room::Left => {
            let room = limits::message_room(account, &phone.e164(), arrival.address, now).await?;
            let key = if is_live { "registration-code-later" } else { "registration-code-closed" };
            (room, key, !is_live)
        }
        asleep @ Room::None { .. } => (asleep, "registration-code-asleep-until", true),
    };
    let Room::None { reopens } = room else { return Ok((String::new(), false)) };
    let until = reopens.plus(account.settings.registration.pending);
    if is_closed && held.expires_at < until {
        in_transaction!(account.store, |tx| {
            held.keep_until(tx, until);
            Ok(())
        })?;
    }
    Ok((arrival.page.t1(key, "time", &reopens.in_vietnam()).into_owned(), is_closed))
}

/// The state of a letter in words.
pub(super) async fn message(
    account: &Account,
    page: &Page,
    letter: Option<Uuid>,
) -> Result<MessageView, Fault> {
    let state = match letter {
        Some(letter) => letters::state(account.store.reader(), letter).await?,
        None => None,
    };
    let (state, key) = match state {
        Some(LetterState::Queued) => ("queued", "registration-message-queued"),
        Some(LetterState::Sent) => ("sent", "registration-message-sent"),
        Some(LetterState::Delivered) => ("delivered", "registration-message-delivered"),
        Some(LetterState::Failed) => ("failed", "registration-message-failed"),
        None => ("none", "registration-message-none"),
    };
    let is_under_way = matches!(state, "queued" | "sent");
    Ok(MessageView { state, words: page.t(key).into_owned(), is_under_way })
}
