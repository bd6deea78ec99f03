//! What the page of the code says: how long the code lives, when another may be sent. It knows the
//! rows of the code and of the typed number, which there are for everybody; never the message, which
//! only goes to somebody.

use super::records::Held;
use super::steps::CodeSent;
use super::{code, letters, limits};
use crate::account::Account;
use credentials::limit::Room;
use credentials::one_time_code::{self, Minted, Resend, Settings};
use ground::{Fault, Moment};
use store::in_transaction;
use web::Arrival;

/// What the page says about the code.
pub(super) struct CodeView {
    /// Whether one could be entered, if there is anybody it was sent to.
    pub(super) is_live: bool,
    /// When it dies, in milliseconds since the Unix epoch, and as a time of day.
    pub(super) expires_ms: i64,
    pub(super) expires_at: String,
    /// From when on *Gửi lại OTP* works, likewise.
    pub(super) resend_ms: i64,
    pub(super) resend_at: String,
    /// Why no message may be asked for now and when it may again, in words; empty where one may.
    pub(super) closed: String,
    /// Whether that is all there is to do on the page: no code could be entered either.
    pub(super) is_closed: bool,
    /// Tries left.
    pub(super) tries_left: i32,
    /// What is said about the code that was entered last, if it was refused.
    pub(super) refused: Option<&'static str>,
}

/// The latest code of a recovery.
pub(super) async fn latest(account: &Account, held: &Held) -> Result<Option<Minted>, Fault> {
    one_time_code::latest(account.store.reader(), held.id.0, letters::PURPOSE).await
}

/// The latest code of a recovery as its page shows it.
pub(super) async fn code(
    account: &Account,
    arrival: &Arrival,
    held: &Held,
    sent: &CodeSent,
) -> Result<CodeView, Fault> {
    let (now, settings) = (arrival.now, code::settings(account));
    let latest = latest(account, held).await?;
    let live = latest.filter(|code| code.is_live(now, &settings));
    let resend = match latest.map(|code| Resend::decide(&code, now, &settings)) {
        Some(Resend::Wait { until }) => until,
        _ => now,
    };
    let expires = live.map_or(now, |code| code.expires_at);
    let (closed, is_closed) = closed(account, arrival, held, sent, live.is_some()).await?;
    Ok(CodeView {
        is_live: live.is_some(),
        expires_ms: expires.unix_ms(),
        expires_at: expires.time_in_vietnam(),
        resend_ms: if resend > now { resend.unix_ms() } else { 0 },
        resend_at: resend.time_in_vietnam(),
        tries_left: live.map_or(0, |code| code.tries_left(&settings)),
        refused: latest.filter(|_| !is_closed).and_then(|code| refused(&code, now, &settings)),
        closed,
        is_closed,
    })
}

/// What is said about the code that was entered last. A page that is drawn anew still says it.
fn refused(latest: &Minted, now: Moment, settings: &Settings) -> Option<&'static str> {
    if latest.expires_at <= now || !latest.was_refused() {
        return None;
    }
    Some(match latest.tries_left(settings) {
        0 => "recovery-code-used-up",
        _ => "recovery-code-wrong",
    })
}

/// Why no further message may be asked for, in words, and whether nothing else can be done
/// meanwhile. Then the page promises to keep the recovery, so it is kept.
async fn closed(
    account: &Account,
    arrival: &Arrival,
    held: &Held,
    sent: &CodeSent,
    is_live: bool,
) -> Result<(String, bool), Fault> {
    let (now, identity) = (arrival.now, &sent.identity);
    let (room, key, is_closed) = match limits::codes_asleep(account, identity, now).await? {
        Room::Left => {
            let room = limits::message_room(account, identity, arrival.address, now).await?;
            let key = if is_live { "recovery-code-later" } else { "recovery-code-closed" };
            (room, key, !is_live)
        }
        asleep @ Room::None { .. } => (asleep, "recovery-code-asleep", true),
    };
    let Room::None { reopens } = room else { return Ok((String::new(), false)) };
    if is_closed {
        let until = reopens.plus(account.settings.recovery.pending);
        in_transaction!(account.store, |tx| {
            held.keep_until(tx, until);
            Ok(())
        })?;
    }
    Ok((arrival.page.t1(key, "time", &reopens.in_vietnam()).into_owned(), is_closed))
}
