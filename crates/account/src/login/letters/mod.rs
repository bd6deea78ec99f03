//! The letters of signing in: codes, and what the owner is told.

pub(super) mod locked;
pub(super) mod new_device;

pub use locked::LOCKED;
pub use new_device::NEW_DEVICE;

use super::steps::{LoginId, Way};
use crate::account::Account;
use crate::citizen::{self, CitizenId};
use crate::code_page::letters::{carried, holder};
use civic::fold::without_diacritics;
use ground::{Fault, Moment};
use outside::letters::{self as outbox, Channel, Letter, NewLetter, Text};
use serde_json::{Value, json};
use store::Tx;
use web::Language;
use web::text::Fill;

/// The name of a code's letter in the outbox.
pub const CODE: &str = "login.code";

/// The letter with the code of one mint.
pub(super) fn code_letter(
    (id, way, mint): (LoginId, Way, i32),
    language: Language,
    to: String,
) -> NewLetter {
    let channel = match way {
        Way::Sms => Channel::Sms,
        Way::Mail => Channel::Mail,
    };
    NewLetter {
        channel,
        kind: CODE,
        reference: json!({ "holder": id, "mint": mint, "way": way }),
        language: language.code(),
        address: to,
    }
}

/// Writes a letter, when it is sent.
///
/// # Errors
/// A database that is away, or a kind nobody knows.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    match letter.kind.as_str() {
        CODE => code(account, letter, now).await,
        LOCKED => locked::compose(account, letter),
        NEW_DEVICE => new_device::compose(account, letter),
        _ => Err(Fault::impossible("a letter of an unknown kind")),
    }
}

/// The text with a code. Nothing is sent for one that serves no more.
async fn code(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let way = serde_json::from_value::<Way>(letter.reference["way"].clone()).ok();
    let way = way.ok_or(Fault::impossible("a code's letter without its way"))?;
    let (whose, settings) = ((holder(letter)?, way.purpose()), &account.settings.one_time_code);
    let Some(carried) = carried(account, letter, whose, settings, now).await? else {
        return Ok(Text::Obsolete);
    };
    let mail = ["login-mail-subject", "login-mail-body"];
    Ok(match way {
        Way::Mail => self::mail(account, letter, mail, &carried.fill()),
        Way::Sms => carried.message(account, letter, "login-message"),
    })
}

fn language(letter: &Letter) -> Language {
    Language::from_code(&letter.language).unwrap_or(Language::Vi)
}

/// A message of the GSM alphabet, so without diacritics.
fn sms(account: &Account, letter: &Letter, key: &str, fill: &[(&'static str, Fill)]) -> String {
    let name = ("name", account.settings.registration.message_name.as_str().into());
    let all: Vec<_> = std::iter::once(name).chain(fill.iter().cloned()).collect();
    without_diacritics(&account.door.texts.say_with(language(letter), key, &all))
}

/// A mail by the keys of its subject and body.
fn mail(
    account: &Account,
    letter: &Letter,
    [subject, body]: [&str; 2],
    fill: &[(&'static str, Fill)],
) -> Text {
    let language = language(letter);
    let house = ("house", account.door.house.name(language).into());
    let all: Vec<_> = std::iter::once(house).chain(fill.iter().cloned()).collect();
    let say = |key| account.door.texts.say_with(language, key, &all).into_owned();
    Text::Mail { subject: say(subject), body: say(body) }
}

/// Writes a notice to a citizen: by mail where an address is confirmed, else to the telephone, if
/// there is one. A notice is sent in any case, whatever the budget of messages.
async fn tell(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    (kind, reference): (&'static str, Value),
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let holder = citizen::holder(tx, account, citizen).await?;
    let (channel, address) = match (&holder.email, &holder.phone) {
        (Some(email), _) => (Channel::Mail, email.as_str().to_owned()),
        (None, Some(phone)) => (Channel::Sms, phone.e164()),
        (None, None) => return Ok(()),
    };
    let mut reference = reference;
    reference["by_mail"] = json!(channel == Channel::Mail);
    let language = language.code();
    let letter = NewLetter { channel, kind, reference, language, address };
    let times = (now, &account.settings.letters);
    outbox::write_for(tx, &letter, times, &account.cipher, now, &account.chance)?;
    Ok(())
}

fn is_by_mail(letter: &Letter) -> bool {
    letter.reference["by_mail"].as_bool() == Some(true)
}
