//! The message that carries the code to a new number: of the GSM alphabet, so without diacritics.

use crate::account::Account;
use crate::notice::language;
use civic::fold::without_diacritics;
use credentials::one_time_code;
use ground::{Fault, Moment};
use outside::letters::{Channel, Letter, NewLetter, Text};
use serde_json::json;
use uuid::Uuid;
use web::Language;

/// The letter's name in the outbox.
pub const CODE: &str = "new-number.code";

/// What the code is for.
pub(super) const PURPOSE: &str = "new_number";

/// The letter with the code of one mint.
pub(super) fn code_letter(holder: Uuid, mint: i32, language: Language, to: String) -> NewLetter {
    let reference = json!({ "holder": holder, "mint": mint });
    let (channel, language) = (Channel::Sms, language.code());
    NewLetter { channel, kind: CODE, reference, language, address: to }
}

/// Writes the message, when it is sent. Nothing is sent for a code that serves no more.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let holder = letter.reference["holder"].as_str().and_then(|id| Uuid::try_parse(id).ok());
    let holder = holder.ok_or(Fault::impossible("a new number's code without its flow"))?;
    let settings = super::settings(account);
    let latest = one_time_code::latest(account.store.reader(), holder, PURPOSE).await?;
    let is_meant = |mint: i32| letter.reference["mint"].as_i64() == Some(i64::from(mint));
    let live = latest.filter(|code| is_meant(code.mint) && code.is_live(now, &settings));
    let Some(minted) = live else { return Ok(Text::Obsolete) };
    let code = account.code_key.derive(minted.id, minted.mint, settings.digits);
    let minutes = minted.time_left(now).as_minutes();
    let fill = [
        ("name", account.settings.registration.message_name.as_str().into()),
        ("code", code.reveal().into()),
        ("minutes", (&minutes).into()),
    ];
    let said = account.door.texts.say_with(language(letter), "new-number-message", &fill);
    let host = account.door.house.host().split(':').next().unwrap_or_default();
    // The last line binds the code to our host for browsers that fill it in (WebOTP).
    Ok(Text::Sms(format!("{}\n@{host} #{}", without_diacritics(&said), code.reveal())))
}
