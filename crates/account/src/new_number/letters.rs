//! The message that carries the code to a new number.

use crate::account::Account;
use crate::code_page::letters::{carried, holder};
use crate::code_page::longer;
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};

/// The letter's name in the outbox.
pub const CODE: &str = "new-number.code";

/// What the code is for.
pub(super) const PURPOSE: &str = "new_number";

/// Writes the message, when it is sent. Nothing is sent for a code that serves no more.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let (whose, settings) = ((holder(letter)?, PURPOSE), longer(account));
    let carried = carried(account, letter, whose, &settings, now).await?;
    Ok(carried
        .map_or(Text::Obsolete, |carried| carried.message(account, letter, "new-number-message")))
}
