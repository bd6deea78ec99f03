//! Notices: one letter to everything a citizen is reached by, so that whoever could object hears.

use crate::account::Account;
use crate::citizen::Citizen;
use civic::fold::without_diacritics;
use ground::{Fault, Moment};
use outside::letters::{self as outbox, Channel, Letter, NewLetter, Text};
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;
use web::Language;

/// A letter to be written to everything a citizen is reached by.
pub struct Notice {
    /// Which letter.
    pub kind: &'static str,
    /// What it speaks of: an object, to which the channel is added as `by`.
    pub reference: Value,
    /// Its language.
    pub language: Language,
    /// When it goes out.
    pub due: Moment,
}

/// Writes a notice to the telephone and to the confirmed mail address. Gives the letters.
///
/// # Errors
/// A cipher that fails.
pub fn tell(
    tx: &Tx,
    account: &Account,
    citizen: &Citizen,
    notice: &Notice,
    now: Moment,
) -> Result<Vec<Uuid>, Fault> {
    let phone = citizen.has_phone.then(|| (Channel::Sms, "sms", citizen.person.phone.e164()));
    let email = citizen.person.email.as_ref().filter(|_| citizen.has_email);
    let email = email.map(|email| (Channel::Mail, "mail", email.as_str().to_owned()));
    let mut letters = Vec::new();
    for (channel, by, address) in [phone, email].into_iter().flatten() {
        let mut reference = notice.reference.clone();
        reference["by"] = json!(by);
        let (kind, language) = (notice.kind, notice.language.code());
        let letter = NewLetter { channel, kind, reference, language, address };
        let times = (notice.due, &account.settings.letters);
        letters.push(outbox::write_for(tx, &letter, times, &account.cipher, now, &account.chance)?);
    }
    Ok(letters)
}

/// The text of a notice as a message or as a mail, with its moment and its link.
pub fn said(
    account: &Account,
    letter: &Letter,
    [message, subject, body]: [&str; 3],
    [time, link]: [String; 2],
) -> Text {
    let (texts, language) = (&account.door.texts, language(letter));
    let is_message = letter.reference["by"].as_str() == Some("sms");
    let name = match is_message {
        true => account.settings.registration.message_name.as_str(),
        false => account.door.house.name(language),
    };
    let fill =
        [("name", name.into()), ("time", time.as_str().into()), ("link", link.as_str().into())];
    if is_message {
        return Text::Sms(without_diacritics(&texts.say_with(language, message, &fill)));
    }
    Text::Mail {
        subject: texts.say_with(language, subject, &fill).into_owned(),
        body: texts.say_with(language, body, &fill).into_owned(),
    }
}

/// The address of a page under our own public address, whatever a request called us.
pub fn address(account: &Account, letter: &Letter, page: &str, link: &str) -> String {
    let (house, language) = (&account.door.house, language(letter).code());
    let address = format!("{}/{language}/{page}/{link}", house.public_url);
    address.trim_end_matches('/').to_owned()
}

/// The language a letter is written in.
pub fn language(letter: &Letter) -> Language {
    Language::from_code(&letter.language).unwrap_or(Language::Vi)
}
