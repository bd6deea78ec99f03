//! The notice that somebody failed at an account until it stopped answering.

use super::{is_by_mail, mail, sms, tell};
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};
use serde_json::json;
use store::Tx;
use store::journal::{self, Entry};
use web::Language;
use web::text::Fill;

/// Its name in the outbox.
pub const LOCKED: &str = "login.locked";

/// Tells the owner.
pub(in crate::login) async fn write(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let entry = Entry {
        at: now,
        actor: "visitor".into(),
        subject: format!("citizen {citizen}"),
        event: "login.locked",
        detail: json!({}),
    };
    journal::append(tx, &entry, &account.chance);
    let reference = json!({ "at": now });
    tell(tx, account, citizen, (LOCKED, reference), language, now).await
}

/// Writes the text.
///
/// # Errors
/// A letter without its moment.
pub(super) fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let at = at.ok_or(Fault::impossible("a notice without its moment"))?;
    let fill = [("time", Fill::Text(at.in_vietnam()))];
    Ok(match is_by_mail(letter) {
        true => mail(account, letter, ["login-locked-subject", "login-locked-body"], &fill),
        false => Text::Sms(sms(account, letter, "login-locked-message", &fill)),
    })
}
