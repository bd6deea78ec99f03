//! What the owner of an account is told when a desk gives it back: when two officers have agreed,
//! and when it was taken.

use crate::account::Account;
use crate::notice::{self, Notice};
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};
use serde_json::json;
use web::Language;

/// The letter that says that two officers have agreed.
pub const APPROVED: &str = "desk.approved";
/// The letter that says that the account was taken with the start on paper.
pub const TAKEN: &str = "desk.taken";

/// A notice of what happened at this moment.
pub fn notice(kind: &'static str, language: Language, now: Moment) -> Notice {
    Notice { kind, reference: json!({ "at": now }), language, due: now }
}

/// Writes a letter, when it is sent.
///
/// # Errors
/// A letter without its moment.
pub fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let at = at.ok_or(Fault::impossible("a notice without its moment"))?;
    let link = notice::address(account, letter, "quen-mat-khau", "");
    let words = match letter.kind.as_str() {
        APPROVED => ["admin-approved-message", "admin-approved-subject", "admin-approved-body"],
        _ => ["admin-taken-message", "admin-taken-subject", "admin-taken-body"],
    };
    Ok(notice::said(account, letter, words, [at.in_vietnam(), link]))
}
