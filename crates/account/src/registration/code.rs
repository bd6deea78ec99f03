//! The code of a registration: minted or sent again in the transaction that says so.

use super::letters::{self, PURPOSE};
use super::steps::RegistrationId;
use crate::account::Account;
use civic::PhoneNumber;
use credentials::one_time_code::{self, Binding};
use ground::{Fault, Moment};
use outside::letters as outbox;
use serde_json::json;
use store::Tx;
use store::journal::{self, Entry};
use uuid::Uuid;
use web::{Language, Page};

/// A code to be minted, and where its letter goes.
pub(super) struct NewCode {
    /// The registration it belongs to.
    pub(super) id: RegistrationId,
    /// What it is bound to.
    pub(super) binding: Binding,
    /// The number it goes to.
    pub(super) phone: PhoneNumber,
    /// The language of its letter.
    pub(super) language: Language,
}

impl NewCode {
    /// The code of a registration as asked for on a page.
    pub(super) fn of(
        account: &Account,
        id: RegistrationId,
        page: &Page,
        phone: PhoneNumber,
    ) -> Self {
        let binding = Binding {
            holder: id.0,
            purpose: PURPOSE,
            visit: page.visit().digest(),
            number: account.phone_index.of(&phone.e164()),
        };
        Self { id, binding, phone, language: page.language }
    }
}

/// Mints the next code and writes its letter. Gives the letter.
pub(super) async fn mint_and_write(
    tx: &Tx,
    account: &Account,
    code: &NewCode,
    now: Moment,
) -> Result<Uuid, Fault> {
    let settings = &account.settings.one_time_code;
    let minted = one_time_code::mint(tx, &code.binding, settings, now, &account.chance).await?;
    write(tx, account, code, minted.mint, now).await
}

/// Writes a letter with the code of one mint. Gives the letter.
pub(super) async fn write(
    tx: &Tx,
    account: &Account,
    code: &NewCode,
    mint: i32,
    now: Moment,
) -> Result<Uuid, Fault> {
    let letter = letters::code_letter(code.id.0, mint, code.language, code.phone.e164());
    let attempts = account.settings.letters.attempts;
    outbox::write(tx, &letter, attempts, &account.cipher, now, &account.chance)
}

/// Writes a line of the journal about a registration.
pub(super) async fn note(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
    event: &'static str,
    now: Moment,
) -> Result<(), Fault> {
    let entry = Entry {
        at: now,
        actor: "visitor".into(),
        subject: format!("registration {id}"),
        event,
        detail: json!({}),
    };
    metrics::counter!("registrations_total", "event" => event).increment(1);
    journal::append(tx, &entry, &account.chance);
    Ok(())
}
