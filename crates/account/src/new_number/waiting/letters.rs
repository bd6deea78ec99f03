//! What everything is told that reaches a citizen whose number changes.

use super::{WaitingId, records};
use crate::account::Account;
use crate::notice::{Notice, address, said};
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};
use serde_json::json;
use web::Language;

/// The letter that says that a number waits, and how to object.
pub const WAITS: &str = "new-number.waits";
/// The letter that says that it was replaced.
pub const REPLACED: &str = "new-number.replaced";

/// The letter about a number that waits.
pub(super) fn waits(id: WaitingId, due: Moment, language: Language, now: Moment) -> Notice {
    let reference = json!({ "waiting": id, "at": due });
    Notice { kind: WAITS, reference, language, due: now }
}

/// The letter about a number that was replaced.
pub(super) fn replaced(now: Moment) -> Notice {
    let reference = json!({ "at": now });
    Notice { kind: REPLACED, reference, language: Language::Vi, due: now }
}

/// The number that a cancelling link names, if we wrote it.
pub(super) fn to_cancel(account: &Account, link: &str) -> Option<WaitingId> {
    account.links.opened(link)?.strip_prefix("huy-so-")?.parse().ok()
}

/// Writes a letter, when it is sent. Nothing is sent of a number that waits no more.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let at = at.ok_or(Fault::impossible("a notice without its moment"))?;
    if letter.kind == REPLACED {
        let words = [
            "new-number-replaced-message",
            "new-number-replaced-subject",
            "new-number-replaced-body",
        ];
        let link = address(account, letter, "quen-mat-khau", "");
        return Ok(said(account, letter, words, [at.in_vietnam(), link]));
    }
    let id = letter.reference["waiting"].as_str().and_then(|id| id.parse().ok());
    let id: WaitingId = id.ok_or(Fault::impossible("a notice without its number"))?;
    if records::find(account.store.reader(), account, id).await?.is_none() {
        return Ok(Text::Obsolete);
    }
    let link = account.links.sealed(&format!("huy-so-{id}"));
    let link = address(account, letter, "huy-doi-so", &link);
    let words = ["new-number-waits-message", "new-number-waits-subject", "new-number-waits-body"];
    Ok(said(account, letter, words, [at.in_vietnam(), link]))
}
