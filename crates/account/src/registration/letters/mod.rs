//! The message that carries a code: one segment of the GSM alphabet, so without diacritics.

use crate::account::Account;
use civic::fold::without_diacritics;
use credentials::one_time_code;
use ground::{Fault, Moment};
use outside::letters::{Channel, Letter, NewLetter, Text};
use serde_json::json;
use uuid::Uuid;
use web::Language;

/// The letter's name in the outbox.
pub const CODE: &str = "registration.code";

/// What the code is for.
pub const PURPOSE: &str = "registration";

/// The letter with the code of one mint.
pub(super) fn code_letter(holder: Uuid, mint: i32, language: Language, to: String) -> NewLetter {
    NewLetter {
        channel: Channel::Sms,
        kind: CODE,
        reference: json!({ "holder": holder, "mint": mint }),
        language: language.code(),
        address: to,
    }
}

/// Writes the message, when it is sent. Nothing is sent for a code that serves no more.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let holder = letter.reference["holder"].as_str().and_then(|id| Uuid::try_parse(id).ok());
    let holder = holder.ok_or(Fault::impossible("a code's letter without its flow"))?;
    let settings = &account.settings.one_time_code;
    let latest = one_time_code::latest(account.store.reader(), holder, PURPOSE).await?;
    let is_latest = |mint: i32| letter.reference["mint"].as_i64() == Some(i64::from(mint));
    let Some(minted) = latest.filter(|code| code.is_live(now, settings) && is_latest(code.mint))
    else {
        return Ok(Text::Obsolete);
    };
    let code = account.code_key.derive(minted.id, minted.mint, settings.digits);
    let minutes = minted.time_left(now).as_minutes();
    let fill = [
        ("name", account.settings.registration.message_name.as_str().into()),
        ("code", code.reveal().into()),
        ("minutes", (&minutes).into()),
    ];
    let language = Language::from_code(&letter.language).unwrap_or(Language::Vi);
    let said = account.door.texts.say_with(language, "registration-message", &fill);
    let host = account.door.house.host();
    let host = host.split(':').next().unwrap_or(host);
    // The last line binds the code to our host for browsers that fill it in (WebOTP).
    Ok(Text::Sms(format!("{}\n@{host} #{}", without_diacritics(&said), code.reveal())))
}
