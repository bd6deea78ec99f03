//! The code that goes to a new number: minted, sent again, tried, used up.

use super::letters::{self, PURPOSE};
use crate::account::Account;
use crate::registration::limits;
use civic::PhoneNumber;
use civic::phone_number::PhoneNumberRefusal;
use credentials::limit::Room;
use credentials::one_time_code::{self, Binding, Resend, Settings, Shape, Spent};
use ground::Fault;
use outside::letters as outbox;
use store::Tx;
use uuid::Uuid;
use web::{Arrival, Complaints, Typed};

/// A number that waits for its code in a flow.
#[derive(Debug, Clone, Copy)]
pub struct Pending<'a> {
    /// The flow's id.
    pub holder: Uuid,
    /// The number.
    pub phone: &'a PhoneNumber,
}

/// How codes are made on which more than a sign-in stands, and how long they live.
pub fn settings(account: &Account) -> Settings {
    let recovery = &account.settings.recovery;
    Settings {
        digits: recovery.code_digits,
        lifetime: recovery.code_lifetime,
        ..account.settings.one_time_code.clone()
    }
}

/// Reads the field `phone`.
pub fn read(typed: &Typed, complaints: &mut Complaints) -> Option<PhoneNumber> {
    complaints.take("phone", PhoneNumber::parse(typed.get("phone")), |refusal| match refusal {
        PhoneNumberRefusal::Empty => "new-number-empty",
        _ => "new-number-shape",
    })
}

fn binding(account: &Account, arrival: &Arrival, pending: Pending<'_>) -> Binding {
    Binding {
        holder: pending.holder,
        purpose: PURPOSE,
        visit: arrival.page.visit().digest(),
        number: account.phone_index.of(&pending.phone.e164()),
    }
}

/// Counts a message, mints the first code and writes its letter, in the transaction that begins or
/// takes the flow.
///
/// # Errors
/// A database that is away.
pub async fn send(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
) -> Result<Room, Fault> {
    let (now, number) = (arrival.now, pending.phone.e164());
    let room = limits::send_message(tx, account, &number, arrival.address, now).await?;
    if room == Room::Left {
        let binding = binding(account, arrival, pending);
        let settings = settings(account);
        let minted = one_time_code::mint(tx, &binding, &settings, now, &account.chance).await?;
        write(tx, account, arrival, pending, minted.mint)?;
    }
    Ok(room)
}

/// Sends the code again or a new one, where it is time and there is room; the page says either way.
/// In a transaction that has taken the flow, so that of two presses one sends.
///
/// # Errors
/// A database that is away.
pub async fn resend(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
) -> Result<(), Fault> {
    let now = arrival.now;
    let latest = one_time_code::latest(tx, pending.holder, PURPOSE).await?;
    let decided = latest.map(|code| Resend::decide(&code, now, &settings(account)));
    match (decided, latest) {
        (Some(Resend::Wait { .. }), _) => {}
        (Some(Resend::Same), Some(latest)) => {
            let number = pending.phone.e164();
            let room = limits::send_message(tx, account, &number, arrival.address, now).await?;
            if room == Room::Left && one_time_code::send_again(tx, &latest, now).await? {
                write(tx, account, arrival, pending, latest.mint)?;
            }
        }
        _ => {
            send(tx, account, arrival, pending).await?;
        }
    }
    Ok(())
}

fn write(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
    mint: i32,
) -> Result<(), Fault> {
    let (now, attempts) = (arrival.now, account.settings.letters.attempts);
    let to = pending.phone.e164();
    let letter = letters::code_letter(pending.holder, mint, arrival.page.language, to);
    outbox::write(tx, &letter, attempts, &account.cipher, now, &account.chance).map(|_| ())
}

/// What came of a code that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It is the code of this row, to be redeemed.
    Right(Uuid),
    /// It is not, or no try was left; the page knows which.
    Wrong,
    /// It was not compared: what is to be said about it.
    Unread(&'static str),
}

/// Spends a try, then compares. A text that can be no code costs none.
///
/// # Errors
/// A database that is away; then nothing was compared.
pub async fn try_code(
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
    entered: &str,
) -> Result<Tried, Fault> {
    let (now, settings) = (arrival.now, settings(account));
    match one_time_code::shape(entered, settings.digits) {
        Shape::Empty => return Ok(Tried::Unread("new-number-code-empty")),
        Shape::Wrong => return Ok(Tried::Unread("new-number-code-shape")),
        Shape::Right => {}
    }
    let binding = binding(account, arrival, pending);
    let minted = match one_time_code::spend(&account.store, &binding, &settings, now).await? {
        Spent::Try(minted) => minted,
        Spent::NoneLeft => return Ok(Tried::Wrong),
        Spent::Expired => return Ok(Tried::Unread("new-number-code-expired")),
        Spent::Used | Spent::Unknown => return Ok(Tried::Unread("new-number-code-again")),
    };
    if limits::try_code(account, pending.phone, now).await? != Room::Left {
        return Ok(Tried::Wrong);
    }
    let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
    Ok(if right.is(entered) { Tried::Right(minted.id) } else { Tried::Wrong })
}

/// Uses a right code up, in the transaction of what it allows. Says whether it was unused.
///
/// # Errors
/// A database that is away.
pub async fn redeem(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
    pending: Pending<'_>,
    code: Uuid,
) -> Result<bool, Fault> {
    let is_unused = one_time_code::redeem(tx, code, arrival.now).await?;
    if is_unused {
        limits::right_code(tx, account, pending.phone, arrival.address, arrival.now);
    }
    Ok(is_unused)
}

/// Notes that a code was right though nothing came of it.
pub fn unused(tx: &Tx, code: Uuid) {
    one_time_code::was_right(tx, code);
}
