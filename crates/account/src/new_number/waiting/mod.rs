//! A number that was proved and waits to replace the one before: whoever has that one is told, and
//! may object by one button, without any password. Where nobody does, the operator is asked once
//! more, and it is replaced.

mod records;
mod cancel;
pub mod letters;

pub use records::{cancel, cancel_all, of_citizen};

use crate::account::{Account, Shared};
use crate::citizen::{self, Citizen, CitizenId, Person};
use crate::new_number::{Doubt, ask_at_the_end};
use crate::notice;
use axum::Router;
use axum::routing::get;
use civic::PhoneNumber;
use ground::{Fault, Moment, Span};
use serde_json::{Value, json};
use store::Tx;
use store::in_transaction;
use store::journal::{self, Entry};
use web::Language;

store::row_id! {
    /// The id of one number that waits.
    WaitingId
}

/// How many numbers are replaced in one sweep: a transaction for each.
const AT_ONCE: u64 = 100;

/// How much longer a number waits about which nobody could be asked.
const ASKED_AGAIN_AFTER: Span = Span::from_hours(1);

/// A number that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its row.
    pub id: WaitingId,
    /// Whose it will be.
    pub citizen: CitizenId,
    /// The number.
    pub phone: PhoneNumber,
    /// When it replaces the one before.
    pub due: Moment,
}

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let page = || get(cancel::show).post(cancel::submit);
    Router::new().route("/vi/huy-doi-so/{link}", page()).route("/en/huy-doi-so/{link}", page())
}

/// A proved number begins to wait, in the place of one that did, and everything that reaches the
/// citizen now is told.
///
/// # Errors
/// A database that is away, or a cipher that fails.
pub async fn begin(
    tx: &Tx,
    account: &Account,
    (citizen, phone): (&Citizen, &PhoneNumber),
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let waiting = Waiting {
        id: WaitingId::new(now, &account.chance),
        citizen: citizen.id,
        phone: phone.clone(),
        due: now.plus(account.settings.profile.number_waits),
    };
    records::insert(tx, account, &waiting, now).await?;
    let told = letters::waits(waiting.id, waiting.due, language, now);
    notice::tell(tx, account, citizen, &told, now)?;
    note(tx, account, citizen.id, ("new_number.waits", json!({ "due": waiting.due })), now);
    Ok(())
}

/// Replaces the numbers whose time has come. Where the operator is away, the rest wait for the next
/// sweep.
///
/// # Errors
/// A database that is away.
pub async fn replace_due(account: &Account, now: Moment) -> Result<(), Fault> {
    for waiting in records::due(account.store.reader(), account, now, AT_ONCE).await? {
        let known = citizen::load(account.store.reader(), account, waiting.citizen).await?;
        let answer = match &known {
            Some(citizen) => ask_about(account, citizen, &waiting, now).await,
            None => Ok(()),
        };
        if answer == Err(Doubt::Unknown) {
            return records::put_off(account, waiting.id, now.plus(ASKED_AGAIN_AFTER)).await;
        }
        replace(account, (&waiting, known.as_ref()), answer.is_ok(), now).await?;
    }
    Ok(())
}

async fn ask_about(
    account: &Account,
    citizen: &Citizen,
    waiting: &Waiting,
    now: Moment,
) -> Result<(), Doubt> {
    let person = Person { phone: waiting.phone.clone(), ..citizen.person.clone() };
    ask_at_the_end(account, &person, now).await
}

async fn replace(
    account: &Account,
    (waiting, known): (&Waiting, Option<&Citizen>),
    is_theirs: bool,
    now: Moment,
) -> Result<(), Fault> {
    in_transaction!(account.store, |tx| {
        // Whoever objects at the last moment was first, or is too late: the row count decides.
        if !records::take(tx, waiting.id).await? {
            return Ok(());
        }
        let Some(citizen) = known else { return Ok(()) };
        let whose = (citizen.id, &citizen.person);
        let is_replaced =
            is_theirs && citizen::change_phone(tx, account, whose, &waiting.phone, now).await?;
        let event = if is_replaced { "new_number.replaced" } else { "new_number.refused" };
        if is_replaced {
            let told = letters::replaced(now);
            notice::tell(tx, account, citizen, &told, now)?;
            let mut renewed = citizen.clone();
            (renewed.person.phone, renewed.has_phone) = (waiting.phone.clone(), true);
            renewed.has_email = false;
            notice::tell(tx, account, &renewed, &told, now)?;
        }
        note(tx, account, citizen.id, (event, json!({})), now);
        Ok(())
    })
}

/// Notes what became of a number.
fn note(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    (event, detail): (&'static str, Value),
    now: Moment,
) {
    let whose = format!("citizen {citizen}");
    let entry = Entry { at: now, actor: "system".into(), subject: whose, event, detail };
    journal::append(tx, &entry, &account.chance);
}
