//! The code of a registration: minted or sent again in the transaction that says so.

use super::letters::{self, PURPOSE};
use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use civic::PhoneNumber;
use credentials::one_time_code::{self, Binding, Minted, Resend};
use ground::{Fault, Moment};
use outside::letters::{self as outbox, State as LetterState};
use store::Tx;
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

/// What *Gửi lại OTP* would do now. Nobody waits where the last message is known not to arrive. A
/// registration that has sent none waits for the number's latest code of another registration,
/// where that one could still be entered: or whoever begins anew would never wait.
pub(super) async fn resend(
    account: &Account,
    registration: &Registration,
    latest: Option<&Minted>,
    has_failed: bool,
    now: Moment,
) -> Result<Resend, Fault> {
    let (reader, settings) = (account.store.reader(), &account.settings.one_time_code);
    let Some(latest) = latest else {
        let Some(person) = registration.person() else { return Ok(Resend::Anew) };
        let number = account.phone_index.of(&person.phone.e164());
        let elsewhere = one_time_code::latest_to_number(reader, &number, PURPOSE).await?;
        return Ok(match elsewhere.map(|code| Resend::decide(&code, now, settings)) {
            Some(wait @ Resend::Wait { .. }) => wait,
            _ => Resend::Anew,
        });
    };
    Ok(match Resend::decide(latest, now, settings) {
        Resend::Wait { .. } if has_failed => Resend::at_once(latest, now, settings),
        resend => resend,
    })
}

/// Whether the last message will not arrive.
pub(super) async fn has_failed(
    account: &Account,
    registration: &Registration,
) -> Result<bool, Fault> {
    let Registration::CodeSent(sent) = registration else { return Ok(false) };
    Ok(outbox::state(account.store.reader(), sent.letter).await? == Some(LetterState::Failed))
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
