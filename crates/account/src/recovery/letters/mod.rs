//! The letters of a recovery: the code; that a reset waits, and how to object; that it is time; that
//! the password is a new one. Messages are of the GSM alphabet, so without diacritics.

use super::records::Held;
use super::steps::{Delayed, Holder, Recovery, RecoveryId};
use crate::account::Account;
use crate::code_page::letters::carried;
use crate::code_page::longer;
use crate::flow;
use crate::notice::{Notice, address, said};
use ground::{Fault, Moment, Span};
use outside::letters::{self as outbox, Channel, Letter, NewLetter, Text};
use serde_json::json;
use store::in_transaction;
use uuid::Uuid;
use web::Language;

/// The letter with the code.
pub const CODE: &str = "recovery.code";
/// The letter that says that a reset waits.
pub const DELAYED: &str = "recovery.delayed";
/// The letter that says that it is time.
pub const READY: &str = "recovery.ready";
/// The letter that says that the password is a new one.
pub const FINISHED: &str = "recovery.finished";

/// What the code is for.
pub const PURPOSE: &str = "recovery";

/// How long after it was looked whether a notice went out it is looked for again.
const LOOK_AGAIN: Span = Span::from_minutes(15);

/// What stands where a number would, in a letter that goes to nobody.
const NOBODY: &str = "+84000000000";

/// The letter with the code of one mint. One to nobody looks the same in its table, and names a mint
/// that there never is.
pub(super) fn code_letter(
    recovery: Uuid,
    mint: i32,
    language: Language,
    holder: Option<&Holder>,
) -> NewLetter {
    let (mint, address) = match holder {
        Some(holder) => (mint, holder.phone.e164()),
        None => (0, NOBODY.to_owned()),
    };
    NewLetter {
        channel: Channel::Sms,
        kind: CODE,
        reference: json!({ "recovery": recovery, "mint": mint }),
        language: language.code(),
        address,
    }
}

/// A notice that speaks of a recovery.
pub(super) fn notice(
    kind: &'static str,
    id: RecoveryId,
    language: Language,
    due: Moment,
) -> Notice {
    Notice { kind, reference: json!({ "recovery": id }), language, due }
}

/// The link by which a waiting reset is cancelled.
pub(super) fn cancel_link(account: &Account, id: RecoveryId) -> String {
    account.links.sealed(&format!("huy-{id}"))
}

/// The recovery a cancelling link names, if we wrote it.
pub(super) fn to_cancel(account: &Account, link: &str) -> Option<RecoveryId> {
    account.links.opened(link)?.strip_prefix("huy-")?.parse().ok()
}

/// The link by which a reset is completed once its time has come.
fn complete_link(account: &Account, id: RecoveryId) -> String {
    account.links.sealed(&format!("dat-lai-{id}"))
}

/// The recovery a completing link names, if we wrote it.
pub(super) fn to_complete(account: &Account, link: &str) -> Option<RecoveryId> {
    account.links.opened(link)?.strip_prefix("dat-lai-")?.parse().ok()
}

/// Whether a kind of letter is one of these.
pub fn knows(kind: &str) -> bool {
    [CODE, DELAYED, READY, FINISHED].contains(&kind)
}

/// Writes a letter, when it is sent. Nothing is sent of what is over.
///
/// # Errors
/// A database that is away.
pub async fn compose(account: &Account, letter: &Letter, now: Moment) -> Result<Text, Fault> {
    let id = letter.reference["recovery"].as_str().and_then(|id| id.parse().ok());
    let id: RecoveryId = id.ok_or(Fault::impossible("a recovery's letter without it"))?;
    if letter.kind == CODE {
        return code(account, letter, id, now).await;
    }
    let held: Option<Held> = flow::find(account.store.reader(), account, id, now).await?;
    let Some(held) = held else { return Ok(Text::Obsolete) };
    Ok(match (letter.kind.as_str(), &held.state) {
        (DELAYED, Recovery::Delayed(delayed)) => {
            let link = address(account, letter, "huy-dat-lai", &cancel_link(account, id));
            let words =
                ["recovery-delayed-message", "recovery-delayed-subject", "recovery-delayed-body"];
            said(account, letter, words, [delayed.ends(now).in_vietnam(), link])
        }
        (READY, Recovery::Delayed(delayed)) => {
            return ready(account, letter, &held, delayed, now).await;
        }
        (FINISHED, Recovery::Finished(finished)) => {
            let words = [
                "recovery-finished-message",
                "recovery-finished-subject",
                "recovery-finished-body",
            ];
            let link = address(account, letter, "quen-mat-khau", "");
            said(account, letter, words, [finished.at.in_vietnam(), link])
        }
        _ => Text::Obsolete,
    })
}

/// That it is time, once it is: the day counts from when somebody outside has taken a notice of it.
/// While nobody has, it is looked for again; the recovery is kept for as long as its link serves.
async fn ready(
    account: &Account,
    letter: &Letter,
    held: &Held,
    delayed: &Delayed,
    now: Moment,
) -> Result<Text, Fault> {
    let told_at = outbox::first_taken(account.store.reader(), &delayed.notices).await?;
    let ends = told_at.map_or(now.plus(LOOK_AGAIN), |told_at| delayed.ends(told_at));
    let is_hopeless = now >= delayed.begun_at.plus(account.settings.letters.notices_for);
    if told_at.is_none() && is_hopeless {
        return Ok(Text::Obsolete);
    }
    let until = ends.max(now).plus(account.settings.recovery.link);
    in_transaction!(account.store, |tx| {
        held.keep_until(tx, until);
        Ok(())
    })?;
    if ends > now {
        return Ok(Text::Later(ends));
    }
    let link = address(account, letter, "dat-lai", &complete_link(account, held.id));
    let words = ["recovery-ready-message", "recovery-ready-subject", "recovery-ready-body"];
    Ok(said(account, letter, words, [until.in_vietnam(), link]))
}

async fn code(
    account: &Account,
    letter: &Letter,
    id: RecoveryId,
    now: Moment,
) -> Result<Text, Fault> {
    let whose = (id.0, PURPOSE);
    let carried = carried(account, letter, whose, &longer(account), now).await?;
    Ok(carried
        .map_or(Text::Obsolete, |carried| carried.message(account, letter, "recovery-message")))
}
