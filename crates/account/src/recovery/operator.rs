//! What the operator knows of the person whose telephone was confirmed. Asked outside every
//! transaction, and by one press of a button at a time: the others wait for what it leads to.

use super::limits;
use super::records::Held;
use super::steps::{Doubt, Proved, Second, operator_says};
use crate::account::Account;
use crate::citizen::{self, CitizenId, Person};
use crate::flow;
use crate::new_number;
use civic::PhoneNumber;
use credentials::limit::Room;
use ground::Fault;
use store::in_transaction;
use web::Arrival;

/// What came of wanting to ask.
pub(super) enum Asked<T> {
    /// The answer. Whoever has it saves what follows and [`limits::has_answered`] with it.
    Answered(Result<T, Doubt>),
    /// Another press of the button asked, and has led on by now if it could.
    ByAnother,
}

/// Asks both questions at once: is the number still this person's, and was its SIM changed of late?
pub(super) async fn ask(
    account: &Account,
    held: &Held,
    citizen: CitizenId,
    arrival: &Arrival,
) -> Result<Asked<Second>, Fault> {
    let person = match begin(account, held, (citizen, None), arrival).await? {
        Ok(person) => person,
        Err(instead) => return Ok(instead),
    };
    let correlator = account.chance.row_id(arrival.now);
    let Person { phone, identity, name, birth, .. } = &person;
    let days = account.settings.recovery.sim_change_days;
    let (subscriber, sim) = tokio::join!(
        account.operator.match_subscriber(phone, identity, name, birth, correlator),
        account.operator.sim_changed(phone, days, correlator),
    );
    Ok(Asked::Answered(operator_says(subscriber, sim)))
}

/// Asks whether the number is still this person's, now that the delay is over: a SIM that was
/// changed is what was waited for.
pub(super) async fn ask_at_the_end(
    account: &Account,
    held: &Held,
    proved: &Proved,
    arrival: &Arrival,
) -> Result<Asked<()>, Fault> {
    let whose = (proved.citizen, proved.new_phone.as_ref());
    let person = match begin(account, held, whose, arrival).await? {
        Ok(person) => person,
        Err(instead) => return Ok(instead),
    };
    let answer = new_number::ask_at_the_end(account, &person, arrival.now).await;
    Ok(Asked::Answered(answer.map_err(|doubt| match doubt {
        new_number::Doubt::NotTheirs => Doubt::NotTheirs,
        new_number::Doubt::Unknown => Doubt::OperatorAway,
    })))
}

/// Who is asked about, where this press of the button asks: with their new telephone, or while the
/// one they have is theirs, and where there is room for a question. Another press that asks is waited for.
async fn begin<T>(
    account: &Account,
    held: &Held,
    (citizen, new_phone): (CitizenId, Option<&PhoneNumber>),
    arrival: &Arrival,
) -> Result<Result<Person, Asked<T>>, Fault> {
    if limits::one_asks(account, held.id, arrival.now).await? != Room::Left {
        flow::wait_for_another(account, held).await?;
        return Ok(Err(Asked::ByAnother));
    }
    // Another press may have had its answer since this one read the recovery.
    if flow::is_past(account.store.reader(), held).await? {
        in_transaction!(account.store, |tx| {
            limits::has_answered(tx, account, held.id);
            Ok(())
        })?;
        return Ok(Err(Asked::ByAnother));
    }
    let known = citizen::load(account.store.reader(), account, citizen).await?;
    let person = known.and_then(|known| match new_phone {
        Some(phone) => Some(Person { phone: phone.clone(), ..known.person }),
        None => known.has_phone.then_some(known.person),
    });
    let Some(person) = person else {
        return Ok(Err(Asked::Answered(Err(Doubt::NotTheirs))));
    };
    let room = limits::ask_operator(account, &person, arrival.address, arrival.now).await?;
    Ok(match room {
        Room::Left => Ok(person),
        Room::None { .. } => Err(Asked::Answered(Err(Doubt::AskedTooOften))),
    })
}
