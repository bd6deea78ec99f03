//! The operator's word that a new number is this person's.

use crate::account::Account;
use crate::citizen::Person;
use crate::registration::limits;
use credentials::limit::Room;
use ground::Fault;
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
    let correlator = account.chance.row_id(arrival.now);
    let Person { phone, identity, name, birth, .. } = person;
    let answer = account.operator.match_subscriber(phone, identity, name, birth, correlator).await;
    Ok(match answer {
        SubscriberAnswer::Match => Ok(()),
        SubscriberAnswer::Mismatch => Err(Doubt::NotTheirs),
        SubscriberAnswer::NotAvailable | SubscriberAnswer::Unreachable => Err(Doubt::Unknown),
    })
}
