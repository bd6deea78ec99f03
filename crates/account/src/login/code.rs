//! The code of a sign-in: minted or sent again in the transaction that says so.

use super::letters;
use super::limits;
use super::records::Held;
use super::steps::{Login, LoginId, PasswordProved, Way};
use crate::account::Account;
use crate::citizen::Holder;
use credentials::limit::Room;
use credentials::one_time_code::{self, Binding, Minted, Resend};
use ground::{Fault, Moment};
use outside::letters::{self as outbox, State as LetterState};
use store::Tx;
use uuid::Uuid;
use web::{Language, Page};

/// A code, and where its letter goes.
pub(super) struct NewCode {
    /// The sign-in it belongs to.
    pub(super) id: LoginId,
    /// How it travels.
    pub(super) way: Way,
    /// What it is bound to.
    pub(super) binding: Binding,
    /// The number or mail address it goes to.
    address: String,
    language: Language,
}

impl NewCode {
    /// The code of a sign-in as asked for on a page; nothing where its way leads to nobody.
    pub(super) fn of(
        account: &Account,
        id: LoginId,
        page: &Page,
        holder: &Holder,
        way: Way,
    ) -> Option<Self> {
        let address = address(holder, way)?;
        let binding = Binding {
            holder: id.0,
            purpose: way.purpose(),
            visit: page.visit().digest(),
            number: account.phone_index.of(&address),
        };
        Some(Self { id, way, binding, address, language: page.language })
    }
}

/// Where codes go this way.
fn address(holder: &Holder, way: Way) -> Option<String> {
    match way {
        Way::Sms => holder.phone.as_ref().map(civic::PhoneNumber::e164),
        Way::Mail => holder.email.as_ref().map(|email| email.as_str().to_owned()),
    }
}

/// What *Gửi lại OTP* would do now. Nobody waits where the last message is known not to arrive.
pub(super) fn resend(
    account: &Account,
    latest: Option<&Minted>,
    has_failed: bool,
    now: Moment,
) -> Resend {
    let settings = &account.settings.one_time_code;
    let Some(latest) = latest else { return Resend::Anew };
    match Resend::decide(latest, now, settings) {
        Resend::Wait { .. } if has_failed => Resend::at_once(latest, now, settings),
        resend => resend,
    }
}

/// Whether the last message will not arrive.
pub(super) async fn has_failed(account: &Account, held: &Held) -> Result<bool, Fault> {
    let Some(letter) = held.state.letter() else { return Ok(false) };
    Ok(outbox::state(account.store.reader(), letter).await? == Some(LetterState::Failed))
}

/// The first code of a way, or none where there is no room for another message: the state either
/// way.
pub(super) async fn send_first(
    tx: &Tx,
    account: &Account,
    code: &NewCode,
    proved: PasswordProved,
    now: Moment,
) -> Result<Login, Fault> {
    let chosen = proved.way_chosen(code.way);
    let citizen = chosen.proved.citizen;
    if limits::send(tx, account, citizen, code.way, now).await? != Room::Left {
        return Ok(Login::WayChosen(chosen));
    }
    let letter = mint_and_write(tx, account, code, now).await?;
    Ok(Login::CodeSent(chosen.code_sent(letter)))
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
    write(tx, account, code, minted.mint, now)
}

/// Writes a letter with the code of one mint. Gives the letter.
pub(super) fn write(
    tx: &Tx,
    account: &Account,
    code: &NewCode,
    mint: i32,
    now: Moment,
) -> Result<Uuid, Fault> {
    let about = (code.id, code.way, mint);
    let letter = letters::code_letter(about, code.language, code.address.clone());
    let attempts = account.settings.letters.attempts;
    outbox::write(tx, &letter, attempts, &account.cipher, now, &account.chance)
}
