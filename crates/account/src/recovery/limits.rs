//! The limits of recovery. What a page shows is counted for the identity number that was typed and
//! the address, so that it says the same whether there is an account; what is counted for the
//! telephone shows in nothing but that no message comes.

use super::steps::{CodeSent, Holder, RecoveryId};
use crate::account::Account;
use crate::citizen::{CitizenId, Person};
use crate::code_page::WrongCodes;
use crate::registration::limits;
use civic::IdentityNumber;
use credentials::limit::{self, Bucket, Limit, Room};
use ground::{Fault, Moment, Span};
use std::net::IpAddr;
use store::Tx;

/// After so long a press of a button that asked the operator is taken for lost.
const ASKING: Span = Span::from_seconds(30);

/// Whether a message could be asked for with this number from this address, without counting one.
pub(super) async fn message_room(
    account: &Account,
    identity: &IdentityNumber,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let rooms = limit::look(account.store.reader(), &messages(account, identity), now).await?;
    match rooms.into_iter().find(|room| *room != Room::Left) {
        Some(full) => Ok(full),
        // Of nobody's telephone: what is left are the limits of the address and of the service.
        None => limits::message_room(account, "", from, now).await,
    }
}

/// Counts a question to the operator about whoever has entered the right code. Those that anybody
/// can have asked by filling in the form of registration are counted elsewhere.
pub(super) async fn ask_operator(
    account: &Account,
    person: &Person,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let kinds = ["recovery number", "recovery identity"];
    let counted = limits::questions(account, kinds, person, from);
    limit::count(&account.store, &counted, now).await
}

/// Lets one press of a button ask the operator for a recovery, until it has an answer: the others
/// would use up the room for questions, and the refused one might be the quickest.
pub(super) async fn one_asks(
    account: &Account,
    id: RecoveryId,
    now: Moment,
) -> Result<Room, Fault> {
    limit::count(&account.store, &[(asks(account, id), Limit::new(1, ASKING))], now).await
}

/// The operator has answered, and what follows is saved in this transaction.
pub(super) fn has_answered(tx: &Tx, account: &Account, id: RecoveryId) {
    limit::clear(tx, &asks(account, id));
}

/// What came of counting a message.
pub(super) enum Counted {
    /// It goes out.
    Goes,
    /// It does not, and no page says so: there is nobody, or that telephone has had enough.
    Silent,
    /// No more may be asked for with this number before that moment.
    Full(Moment),
}

/// Counts a message, in the transaction that writes it.
pub(super) async fn send_message(
    tx: &Tx,
    account: &Account,
    sent: &CodeSent,
    from: IpAddr,
    now: Moment,
) -> Result<Counted, Fault> {
    let buckets = messages(account, &sent.identity);
    let tally = limit::add(tx, &buckets, now).await?;
    if let Room::None { reopens } = tally.conclude(tx, &buckets, now) {
        return Ok(Counted::Full(reopens));
    }
    let room = limits::send_message(tx, account, &sent.number(), from, now).await?;
    Ok(match (&sent.holder, room) {
        (Some(_), Room::Left) => Counted::Goes,
        _ => Counted::Silent,
    })
}

/// Where wrong codes of the recoveries of this number are counted.
pub(super) fn wrong_codes(account: &Account, identity: &IdentityNumber) -> WrongCodes {
    let bucket = account.buckets.of("recovery wrong codes", identity.as_str());
    WrongCodes::new(bucket, account.settings.recovery.wrong_codes_per_identity)
}

/// Notes a right code: wrong ones are forgotten, and the message no longer counts against the
/// address it was asked from.
pub(super) fn right_code(
    tx: &Tx,
    account: &Account,
    (identity, holder): (&IdentityNumber, &Holder),
    from: IpAddr,
    now: Moment,
) {
    wrong_codes(account, identity).clear(tx);
    limits::right_code(tx, account, &holder.phone, from, now);
}

/// Counts a recovery code that was tried for an account, right or wrong.
pub(super) async fn try_recovery_code(
    account: &Account,
    citizen: CitizenId,
    now: Moment,
) -> Result<Room, Fault> {
    let tried = account.buckets.of("recovery codes", &citizen.to_string());
    let limit = account.settings.recovery.wrong_codes_per_identity;
    limit::count(&account.store, &[(tried, limit)], now).await
}

/// Counts a reset of an account that waits, in the transaction that writes its notices.
pub(super) async fn delay(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    now: Moment,
) -> Result<Room, Fault> {
    let limit = account.settings.recovery.delays_per_account;
    let delays = [(account.buckets.of("recovery delays", &citizen.to_string()), limit)];
    Ok(limit::add(tx, &delays, now).await?.conclude(tx, &delays, now))
}

/// Counts a new telephone for a typed number, whether anybody has it or not.
pub(super) async fn change_number(
    account: &Account,
    identity: &IdentityNumber,
    now: Moment,
) -> Result<Room, Fault> {
    let changes = account.buckets.of("recovery new numbers", identity.as_str());
    let limit = account.settings.recovery.delays_per_account;
    limit::count(&account.store, &[(changes, limit)], now).await
}

fn messages(account: &Account, identity: &IdentityNumber) -> [(Bucket, Limit); 2] {
    let (settings, number) = (&account.settings.recovery, identity.as_str());
    let daily = settings.messages_per_identity_daily;
    [
        (account.buckets.of("recovery messages", number), settings.messages_per_identity),
        (account.buckets.of("recovery messages daily", number), daily),
    ]
}

fn asks(account: &Account, id: RecoveryId) -> Bucket {
    account.buckets.of("recovery asks", &id.to_string())
}
