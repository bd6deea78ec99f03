//! What the page of the code says: how long the code lives, when another may be sent, how far the
//! message has come.

use super::records::Held;
use super::steps::{PasswordProved, Way};
use super::{code, limits};
use crate::account::Account;
use credentials::limit::Room;
use credentials::one_time_code::{Minted, Resend, Settings};
use ground::{Fault, Moment};
use outside::letters::{self, State as LetterState};
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
    /// Why no message goes out or no code is taken for now, in words; empty where one may.
    pub(super) closed: String,
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

/// The latest code of a sign-in as its page shows it, beside what became of its message.
pub(super) async fn code(
    account: &Account,
    arrival: &Arrival,
    (proved, way): (&PasswordProved, Way),
    latest: Option<Minted>,
    message: &MessageView,
) -> Result<CodeView, Fault> {
    let (now, settings) = (arrival.now, &account.settings.one_time_code);
    let (closed, is_asleep) = closed(account, arrival, proved, way).await?;
    let live = latest.filter(|code| code.is_live(now, settings) && !is_asleep);
    let resend = match code::resend(account, latest.as_ref(), message.state == "failed", now) {
        Resend::Wait { until } => until,
        _ => now,
    };
    let expires = live.map_or(now, |code| code.expires_at);
    Ok(CodeView {
        is_live: live.is_some(),
        expires_ms: expires.unix_ms(),
        expires_at: expires.time_in_vietnam(),
        resend_ms: if resend > now { resend.unix_ms() } else { 0 },
        resend_at: resend.time_in_vietnam(),
        tries_left: live.map_or(0, |code| code.tries_left(settings)),
        refused: latest.filter(|_| !is_asleep).and_then(|code| refused(&code, now, settings)),
        closed,
    })
}

/// What is said about the code that was entered last. A page that is drawn anew still says it.
fn refused(latest: &Minted, now: Moment, settings: &Settings) -> Option<&'static str> {
    let is_over = latest.expires_at <= now;
    match (latest.was_refused(), latest.tries_left(settings)) {
        (false, _) => None,
        (true, _) if is_over => None,
        (true, 0) => Some("login-code-used-up"),
        (true, _) => Some("login-code-wrong"),
    }
}

/// Why this way is closed for now, in words, and whether codes that are out serve no more either.
async fn closed(
    account: &Account,
    arrival: &Arrival,
    proved: &PasswordProved,
    way: Way,
) -> Result<(String, bool), Fault> {
    let (now, citizen) = (arrival.now, proved.citizen);
    let say =
        |key, reopens: Moment| arrival.page.t1(key, "time", &reopens.in_vietnam()).into_owned();
    let asleep = limits::asleep(account, citizen, way.purpose(), now).await?;
    if let Room::None { reopens } = asleep {
        return Ok((say("login-code-asleep", reopens), true));
    }
    match limits::room(account, citizen, way, now).await? {
        Room::None { reopens } => Ok((say("login-code-closed", reopens), false)),
        Room::Left => Ok((String::new(), false)),
    }
}

/// The state of the latest letter in words.
pub(super) async fn message(
    account: &Account,
    page: &Page,
    held: &Held,
) -> Result<MessageView, Fault> {
    let state = match held.state.letter() {
        Some(letter) => letters::state(account.store.reader(), letter).await?,
        None => None,
    };
    let is_mail = held.state.way() == Some(Way::Mail);
    let (state, key) = match state {
        Some(LetterState::Queued) => ("queued", "login-message-queued"),
        Some(LetterState::Sent) if is_mail => ("sent", "login-message-mailed"),
        Some(LetterState::Sent) => ("sent", "login-message-sent"),
        Some(LetterState::Delivered) => ("delivered", "login-message-delivered"),
        Some(LetterState::Failed) => ("failed", "login-message-failed"),
        None => ("none", "login-message-none"),
    };
    // A mail relay sends no receipts: what it has taken stays so.
    let is_under_way = state == "queued" || (state == "sent" && !is_mail);
    Ok(MessageView { state, words: page.t(key).into_owned(), is_under_way })
}
