//! The code of a recovery: minted or sent again in the transaction that says so. One is minted and a
//! letter is written whoever the number belongs to; a letter to nobody is never sent.

use super::letters::{self, PURPOSE};
use super::steps::{CodeSent, RecoveryId};
use crate::account::Account;
pub(super) use crate::code_page::longer as settings;
use credentials::one_time_code::{self, Binding};
use ground::{Fault, Moment};
use outside::letters as outbox;
use store::Tx;
use web::{Language, Page};

/// What the codes of a recovery are bound to.
pub(super) fn binding(account: &Account, id: RecoveryId, page: &Page, sent: &CodeSent) -> Binding {
    Binding {
        holder: id.0,
        purpose: PURPOSE,
        visit: page.visit().digest(),
        number: account.phone_index.of(&sent.number()),
    }
}

/// Mints the next code and writes its letter.
pub(super) async fn mint_and_write(
    tx: &Tx,
    account: &Account,
    binding: &Binding,
    (sent, goes, language): (&CodeSent, bool, Language),
    now: Moment,
) -> Result<(), Fault> {
    let settings = settings(account);
    let minted = one_time_code::mint(tx, binding, &settings, now, &account.chance).await?;
    write(tx, account, (binding, minted.mint), (sent, goes, language), now)
}

/// Writes a letter with the code of one mint, or one that will not go out.
pub(super) fn write(
    tx: &Tx,
    account: &Account,
    (binding, mint): (&Binding, i32),
    (sent, goes, language): (&CodeSent, bool, Language),
    now: Moment,
) -> Result<(), Fault> {
    let holder = sent.holder.as_ref().filter(|_| goes);
    let letter = letters::code_letter(binding.holder, mint, language, holder);
    let attempts = account.settings.letters.attempts;
    outbox::write(tx, &letter, attempts, &account.cipher, now, &account.chance)?;
    Ok(())
}
