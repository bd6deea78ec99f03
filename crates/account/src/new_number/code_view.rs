//! What a page says about the code that went to a new number.

use super::code::{Pending, settings};
use super::letters::PURPOSE;
use crate::account::Account;
use crate::registration::limits;
use credentials::limit::Room;
use credentials::one_time_code::{self, Resend};
use ground::Fault;
use web::Arrival;

/// What the page says about the code.
pub struct CodeView {
    /// The number, masked.
    pub phone: String,
    /// How many digits the code has.
    pub digits: u32,
    /// Whether there is one that could be entered.
    pub is_live: bool,
    /// When it dies, in milliseconds since the Unix epoch.
    pub expires_ms: i64,
    /// The same as a time of day.
    pub expires_at: String,
    /// From when on *Gửi lại OTP* works, in milliseconds since the Unix epoch; 0 for now.
    pub resend_ms: i64,
    /// The same as a time of day.
    pub resend_at: String,
    /// When messages may be asked for again, where that is not now; else empty.
    pub reopens: String,
    /// Tries left.
    pub tries_left: i32,
    /// What is said about the code that was entered last, if it was refused.
    pub refused: Option<&'static str>,
}

/// The latest code of a flow as its page shows it.
///
/// # Errors
/// A database that is away.
pub async fn view(
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
) -> Result<CodeView, Fault> {
    let (now, settings, reader) = (arrival.now, settings(account), account.store.reader());
    let latest = one_time_code::latest(reader, pending.holder, PURPOSE).await?;
    let live = latest.filter(|code| code.is_live(now, &settings));
    let resend = match latest.map(|code| Resend::decide(&code, now, &settings)) {
        Some(Resend::Wait { until }) => until,
        _ => now,
    };
    let expires = live.map_or(now, |code| code.expires_at);
    let was_refused = latest.filter(|code| code.was_refused() && now < code.expires_at);
    let asleep = limits::codes_asleep(account, pending.phone, now).await?;
    let room = match asleep {
        Room::Left => {
            let number = pending.phone.e164();
            limits::message_room(account, &number, arrival.address, now).await?
        }
        asleep @ Room::None { .. } => asleep,
    };
    Ok(CodeView {
        phone: pending.phone.masked_for_registration(),
        digits: settings.digits,
        is_live: live.is_some(),
        expires_ms: expires.unix_ms(),
        expires_at: expires.time_in_vietnam(),
        resend_ms: if resend > now { resend.unix_ms() } else { 0 },
        resend_at: resend.time_in_vietnam(),
        reopens: match room {
            Room::Left => String::new(),
            Room::None { reopens } => reopens.in_vietnam(),
        },
        tries_left: live.map_or(0, |code| code.tries_left(&settings)),
        refused: was_refused.map(|code| match code.tries_left(&settings) {
            0 => "new-number-code-used-up",
            _ => "new-number-code-wrong",
        }),
    })
}
