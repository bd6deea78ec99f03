//! The mail that asks whether an address is right.

use super::{ConfirmationId, records};
use crate::account::Account;
use crate::citizen::CitizenId;
use civic::EmailAddress;
use ground::{Fault, Moment};
use outside::letters::{self, Channel, Letter, NewLetter, Text};
use serde_json::json;
use store::Tx;
use web::Language;

/// The letter's name in the outbox.
pub const CONFIRM: &str = "email.confirm";

/// Asks, in the transaction that keeps the address. It becomes the account's once it is confirmed.
///
/// # Errors
/// A database that is away.
pub async fn ask_to_confirm(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    email: &EmailAddress,
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let id = ConfirmationId::new(now, &account.chance);
    let expires_at = now.plus(account.settings.registration.email_link);
    records::insert(tx, account, id, (citizen, email), expires_at).await?;
    let letter = NewLetter {
        channel: Channel::Mail,
        kind: CONFIRM,
        reference: json!({ "confirmation": id }),
        language: language.code(),
        address: email.as_str().to_owned(),
    };
    let attempts = account.settings.letters.attempts;
    letters::write(tx, &letter, attempts, &account.cipher, now, &account.chance)?;
    Ok(())
}

/// Writes the mail, when it is sent. Its link is signed and leads to a page with a button: opening
/// it changes nothing, so that programs that look into mails confirm nothing.
///
/// # Errors
/// A letter that names no confirmation.
pub fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let id = letter.reference["confirmation"].as_str();
    let id: ConfirmationId = id
        .and_then(|id| id.parse().ok())
        .ok_or(Fault::impossible("a mail without its confirmation"))?;
    let language = Language::from_code(&letter.language).unwrap_or(Language::Vi);
    let link = account.links.sealed(&id.to_string());
    let house = &account.door.house;
    let address = format!("{}/{}/xac-nhan-thu/{link}", house.public_url, language.code());
    let hours = account.settings.registration.email_link.as_minutes() / 60;
    let texts = &account.door.texts;
    let fill = [
        ("house", house.name(language).into()),
        ("link", address.as_str().into()),
        ("hours", (&hours).into()),
    ];
    Ok(Text::Mail {
        subject: texts.say_with(language, "email-letter-subject", &fill).into_owned(),
        body: texts.say_with(language, "email-letter-body", &fill).into_owned(),
    })
}
