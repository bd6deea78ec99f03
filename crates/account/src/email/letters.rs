//! The mail that asks whether an address is right, and what the citizen is told once another one is.

use super::{ConfirmationId, records};
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::notice::{self, Notice};
use civic::EmailAddress;
use ground::{Fault, Moment};
use outside::letters::{self, Channel, Letter, NewLetter, Text};
use serde_json::json;
use store::Tx;
use web::Language;

/// The letter's name in the outbox.
pub const CONFIRM: &str = "email.confirm";
/// The letter that says that another address is the account's.
pub const CHANGED: &str = "email.changed";

/// The notice that another address was confirmed.
pub(super) fn changed(language: Language, now: Moment) -> Notice {
    Notice { kind: CHANGED, reference: json!({ "at": now }), language, due: now }
}

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

/// Writes a letter, when it is sent.
///
/// # Errors
/// A letter that names no confirmation, or no moment.
pub fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    if letter.kind == CONFIRM {
        return question(account, letter);
    }
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let at = at.ok_or(Fault::impossible("a notice without its moment"))?;
    let link = notice::address(account, letter, "quen-mat-khau", "");
    let words = ["email-changed-message", "email-changed-subject", "email-changed-body"];
    Ok(notice::said(account, letter, words, [at.in_vietnam(), link]))
}

/// The mail that asks. Its link is signed and leads to a page with a button: opening
/// it changes nothing, so that programs that look into mails confirm nothing.
fn question(account: &Account, letter: &Letter) -> Result<Text, Fault> {
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
