//! The operator's word that a new number is this person's.

use crate::account::Account;
use crate::citizen::Person;
use crate::registration::limits;
use credentials::limit::Room;
use ground::{Fault, Moment};
use outside::SubscriberAnswer;
use web::Arrival;

/// Why a number is not taken for this person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The operator does not hold it for them.
    NotTheirs,
    /// The operator does not tell, could not be asked, or was asked too often; later it may.
    Unknown,
}

/// Asks whether the telephone of this person is theirs. Counted like every question that somebody
/// at a page can have asked; outside every transaction.
///
/// # Errors
/// A database that is away; then nobody is asked.
pub async fn ask(
    account: &Account,
    person: &Person,
    arrival: &Arrival,
) -> Result<Result<(), Doubt>, Fault> {
    let room = limits::ask_operator(account, person, arrival.address, arrival.now).await?;
    if room != Room::Left {
        return Ok(Err(Doubt::Unknown));
    }
    Ok(match answer(account, person, arrival.now).await {
        SubscriberAnswer::Match => Ok(()),
        SubscriberAnswer::Mismatch => Err(Doubt::NotTheirs),
        SubscriberAnswer::NotAvailable | SubscriberAnswer::Unreachable => Err(Doubt::Unknown),
    })
}

/// Asks once more when a wait is over, for a number can change hands in a day. Outside every
/// transaction; whoever asks because somebody at a page wants it counts the question first.
///
/// # Errors
/// Why the wait is no proof, or not yet.
pub async fn ask_at_the_end(account: &Account, person: &Person, now: Moment) -> Result<(), Doubt> {
    lets_end(answer(account, person, now).await)
}

async fn answer(account: &Account, person: &Person, now: Moment) -> SubscriberAnswer {
    let correlator = account.chance.row_id(now);
    let Person { phone, identity, name, birth, .. } = person;
    account.operator.match_subscriber(phone, identity, name, birth, correlator).await
}

/// What the answer means once a wait is over. One who does not tell then says nothing against what
/// was waited for.
fn lets_end(answer: SubscriberAnswer) -> Result<(), Doubt> {
    match answer {
        SubscriberAnswer::Match | SubscriberAnswer::NotAvailable => Ok(()),
        SubscriberAnswer::Mismatch => Err(Doubt::NotTheirs),
        SubscriberAnswer::Unreachable => Err(Doubt::Unknown),
    }
}
