//! What a citizen is told of changes in their account, by everything that reaches them.

use crate::account::Account;
use crate::citizen::Citizen;
use crate::notice::{self, Notice, address, said};
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use web::Language;

/// The name of these letters in the outbox.
pub const CHANGED: &str = "profile.changed";

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// The password.
    Password,
    /// The recovery codes.
    RecoveryCodes,
    /// The mail address, once the new one is confirmed.
    Mail,
    /// The account will be closed.
    Closing,
    /// It is closed.
    Closed,
}

impl Change {
    /// Message, subject and body.
    fn texts(self) -> [&'static str; 3] {
        match self {
            Self::Password => {
                ["profile-password-message", "profile-password-subject", "profile-password-body"]
            }
            Self::Mail => ["profile-mail-message", "profile-mail-subject", "profile-mail-body"],
            Self::Closing => {
                ["profile-closing-message", "profile-closing-subject", "profile-closing-body"]
            }
            Self::Closed => {
                ["profile-closed-message", "profile-closed-subject", "profile-closed-body"]
            }
            Self::RecoveryCodes => {
                ["profile-codes-message", "profile-codes-subject", "profile-codes-body"]
            }
        }
    }
}

/// Tells the citizen.
pub(super) fn tell(
    tx: &Tx,
    account: &Account,
    citizen: &Citizen,
    (change, language): (Change, Language),
    now: Moment,
) -> Result<(), Fault> {
    let reference = json!({ "change": change, "at": now });
    let notice = Notice { kind: CHANGED, reference, language, due: now };
    notice::tell(tx, account, citizen, &notice, now).map(|_| ())
}

/// Writes the text, when it is sent.
///
/// # Errors
/// A letter that names no change.
pub fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let change = serde_json::from_value::<Change>(letter.reference["change"].clone()).ok();
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let (Some(change), Some(at)) = (change, at) else {
        return Err(Fault::impossible("a notice without its change"));
    };
    let page = match change {
        Change::Closing => "tai-khoan",
        Change::Closed => "dang-ky",
        _ => "quen-mat-khau",
    };
    let link = address(account, letter, page, "");
    Ok(said(account, letter, change.texts(), [at.in_vietnam(), link]))
}
