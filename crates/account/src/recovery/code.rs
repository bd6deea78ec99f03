//! The code of a recovery: minted and written, or sent again, whoever the number belongs to; a letter
//! to nobody is never sent.

use super::letters::{self, PURPOSE};
use super::limits;
use super::steps::{CodeSent, RecoveryId};
use crate::account::Account;
use crate::code_page::letters::write;
use crate::code_page::{FlowCode, Outgoing, longer};
use ground::{Fault, Moment};
use store::Tx;
use web::{Language, Page};

/// The code of a recovery as asked for on a page.
pub(super) fn of(account: &Account, id: RecoveryId, page: &Page, sent: &CodeSent) -> FlowCode {
    let (settings, wrong_codes) = (longer(account), limits::wrong_codes(account, &sent.identity));
    FlowCode::new(account, page, (id.0, PURPOSE), &sent.number(), settings, wrong_codes)
}

/// Mints what goes out and writes its letter, or one that will not go out.
pub(super) async fn send(
    tx: &Tx,
    account: &Account,
    code: &FlowCode,
    outgoing: Outgoing,
    (sent, goes, language): (&CodeSent, bool, Language),
    now: Moment,
) -> Result<(), Fault> {
    let mint = code.mint(tx, account, outgoing, now).await?;
    let holder = sent.holder.as_ref().filter(|_| goes);
    let letter = letters::code_letter(code.binding.holder, mint, language, holder);
    write(tx, account, &letter, now).map(|_| ())
}
