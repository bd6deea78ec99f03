//! The letter that carries a code. A message is of the GSM alphabet, so without diacritics.

use super::{FlowCode, Outgoing};
use crate::account::Account;
use crate::notice::language;
use civic::fold::without_diacritics;
use credentials::one_time_code::{self, Code, Settings};
use ground::{Fault, Moment};
use outside::letters::{self as outbox, Channel, Letter, NewLetter, Text};
use serde_json::json;
use store::Tx;
use uuid::Uuid;
use web::Language;
use web::text::Fill;

/// The flow whose code a letter carries.
///
/// # Errors
/// A letter that names none.
pub fn holder(letter: &Letter) -> Result<Uuid, Fault> {
    let holder = letter.reference["holder"].as_str().and_then(|id| Uuid::try_parse(id).ok());
    holder.ok_or(Fault::impossible("a code's letter without its flow"))
}

impl FlowCode {
    /// Mints what goes out and writes its message of this kind, in the transaction that begins or
    /// takes the flow. Gives the letter.
    ///
    /// # Errors
    /// A database that is away, or a cipher that fails.
    pub async fn send(
        &self,
        tx: &Tx,
        account: &Account,
        outgoing: Outgoing,
        (kind, language, address): (&'static str, Language, String),
        now: Moment,
    ) -> Result<Uuid, Fault> {
        let mint = self.mint(tx, account, outgoing, now).await?;
        let holder = self.binding.holder;
        let reference = json!({ "holder": holder, "mint": mint });
        let language = language.code();
        let letter = NewLetter { channel: Channel::Sms, kind, reference, language, address };
        write(tx, account, &letter, now)
    }
}

/// Writes a letter with a code. Gives the letter.
///
/// # Errors
/// A cipher that fails.
pub fn write(tx: &Tx, account: &Account, letter: &NewLetter, now: Moment) -> Result<Uuid, Fault> {
    let attempts = account.settings.letters.attempts;
    outbox::write(tx, letter, attempts, &account.cipher, now, &account.chance)
}

/// The code that a letter carries, when it is sent.
pub struct Carried {
    code: Code,
    minutes: i64,
}

/// The code that a letter carries, unless it serves no more: then nothing is sent.
///
/// # Errors
/// A database that is away.
pub async fn carried(
    account: &Account,
    letter: &Letter,
    (holder, purpose): (Uuid, &str),
    settings: &Settings,
    now: Moment,
) -> Result<Option<Carried>, Fault> {
    let latest = one_time_code::latest(account.store.reader(), holder, purpose).await?;
    let is_meant = |mint: i32| letter.reference["mint"].as_i64() == Some(i64::from(mint));
    let live = latest.filter(|code| is_meant(code.mint) && code.is_live(now, settings));
    Ok(live.map(|minted| Carried {
        code: account.code_key.derive(minted.id, minted.mint, settings.digits),
        minutes: minted.time_left(now).as_minutes(),
    }))
}

impl Carried {
    /// What a text is filled with: `code` and `minutes`.
    pub fn fill(&self) -> [(&'static str, Fill); 2] {
        [("code", self.code.reveal().into()), ("minutes", (&self.minutes).into())]
    }

    /// The message of this key.
    pub fn message(&self, account: &Account, letter: &Letter, key: &str) -> Text {
        let name = account.settings.registration.message_name.as_str();
        let [code, minutes] = self.fill();
        let fill = [("name", name.into()), code, minutes];
        let said = account.door.texts.say_with(language(letter), key, &fill);
        let host = account.door.house.host();
        let host = host.split(':').next().unwrap_or(host);
        // The last line binds the code to our host for browsers that fill it in (WebOTP).
        Text::Sms(format!("{}\n@{host} #{}", without_diacritics(&said), self.code.reveal()))
    }
}
