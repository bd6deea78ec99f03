//! The message that carries a code: one segment of the GSM alphabet.

use crate::account::Account;
use crate::code_page::letters::{carried, holder};
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};

/// The letter's name in the outbox.
pub const CODE: &str = "registration.code";

/// What the code is for.
pub const PURPOSE: &str = "registration";

/// Writes the message, when it is sent. Nothing is sent for a code that serves no more.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let (whose, settings) = ((holder(letter)?, PURPOSE), &account.settings.one_time_code);
    let carried = carried(account, letter, whose, settings, now).await?;
    Ok(carried
        .map_or(Text::Obsolete, |carried| carried.message(account, letter, "registration-message")))
}
