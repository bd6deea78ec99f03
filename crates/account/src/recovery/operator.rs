//! What the operator knows of the person whose telephone was confirmed.

use super::limits;
use super::steps::{Doubt, Second, operator_says};
use crate::account::Account;
use crate::citizen::{self, CitizenId, Person};
use credentials::limit::Room;
use ground::Fault;
use web::Arrival;

/// Asks both questions at once: is the number still this person's, and was its SIM changed of late?
/// Outside every transaction.
pub(super) async fn ask(
    account: &Account,
    citizen: CitizenId,
    arrival: &Arrival,
) -> Result<Result<Second, Doubt>, Fault> {
    let known = citizen::load(account.store.reader(), account, citizen).await?;
    let Some(known) = known.filter(|known| known.has_phone) else {
        return Ok(Err(Doubt::NotTheirs));
    };
    let person = known.person;
    let room = limits::ask_operator(account, &person, arrival.address, arrival.now).await?;
    if room != Room::Left {
        return Ok(Err(Doubt::AskedTooOften));
    }
    let correlator = account.chance.row_id(arrival.now);
    let Person { phone, identity, name, birth, .. } = &person;
    let days = account.settings.recovery.sim_change_days;
    let (subscriber, sim) = tokio::join!(
        account.operator.match_subscriber(phone, identity, name, birth, correlator),
        account.operator.sim_changed(phone, days, correlator),
    );
    Ok(operator_says(subscriber, sim))
}
