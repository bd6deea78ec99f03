//! The limits of registration: questions to the operator, messages, wrong codes. Whoever asks the
//! operator or sends messages elsewhere counts them here too.

use crate::account::Account;
use crate::citizen::Person;
use crate::code_page::WrongCodes;
use crate::message_budget;
use civic::PhoneNumber;
use credentials::limit::{self, Bucket, Limit, Room};
use ground::{Fault, Moment};
use std::net::IpAddr;
use store::Tx;
use web::address;

/// Counts a question to the operator, which would otherwise be an oracle about other people.
///
/// # Errors
/// A database that is away; then nobody is asked.
pub async fn ask_operator(
    account: &Account,
    person: &Person,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let counted = questions(account, ["operator number", "operator identity"], person, from);
    limit::count(&account.store, &counted, now).await
}

/// Where questions about a person are counted: under these two kinds, for their number and identity
/// number, and for the address.
pub fn questions(
    account: &Account,
    [number, identity]: [&'static str; 2],
    person: &Person,
    from: IpAddr,
) -> [(Bucket, Limit); 3] {
    let (buckets, limits) = (&account.buckets, &account.settings.limits);
    [
        (buckets.of(number, &person.phone.e164()), limits.operator_per_number),
        (buckets.of(identity, person.identity.as_str()), limits.operator_per_identity),
        (buckets.of("operator address", &counted(from)), limits.operator_per_address),
    ]
}

/// Counts a message against its number, the address that asked for it, and the money budget, in the
/// transaction that writes it.
///
/// # Errors
/// A database that is away; then nothing is sent.
pub async fn send_message(
    tx: &Tx,
    account: &Account,
    number: &str,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let mut buckets = message_buckets(account, number, from, 0);
    let tally = limit::add(tx, &buckets, now).await?;
    if tally.is_over(&buckets) {
        let proved = limit::used(tx, &proved_from(account, from), now).await?;
        buckets = message_buckets(account, number, from, share(account, proved));
    }
    let room = tally.conclude(tx, &buckets, now);
    if room == Room::Left {
        message_budget::watch(account, &tally);
    }
    Ok(room)
}

/// Whether a message could be sent now, without counting one.
///
/// # Errors
/// A database that is away.
pub async fn message_room(
    account: &Account,
    number: &str,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let reader = account.store.reader();
    let first_full = |rooms: Vec<Room>| rooms.into_iter().find(|room| *room != Room::Left);
    let buckets = message_buckets(account, number, from, 0);
    if first_full(limit::look(reader, &buckets, now).await?).is_none() {
        return Ok(Room::Left);
    }
    let proved = limit::used(reader, &proved_from(account, from), now).await?;
    let buckets = message_buckets(account, number, from, share(account, proved));
    Ok(first_full(limit::look(reader, &buckets, now).await?).unwrap_or(Room::Left))
}

/// What the numbers an address has proved lately allow it beyond the plain limits.
fn share(account: &Account, proved: u32) -> u32 {
    proved.saturating_mul(account.settings.limits.address_share_percent) / 100
}

fn message_buckets(
    account: &Account,
    number: &str,
    from: IpAddr,
    share: u32,
) -> [(Bucket, Limit); 6] {
    let limits = &account.settings.limits;
    let [hourly, daily] = from_address(account, from);
    let [everywhere, everywhere_daily] = message_budget::buckets(account);
    [
        (account.buckets.of("message number", number), limits.messages_per_number),
        (account.buckets.of("message number daily", number), limits.messages_per_number_daily),
        (hourly, at_least(limits.messages_per_address, share / 6)),
        (daily, at_least(limits.messages_per_address_daily, share)),
        everywhere,
        everywhere_daily,
    ]
}

/// An address from which numbers are proved may ask for more: a shared one of a mobile operator
/// serves thousands (the share is of what it proved in the last day). What is closed stays closed.
fn at_least(limit: Limit, share: u32) -> Limit {
    match limit.at_most {
        0 => limit,
        at_most => Limit { at_most: at_most.max(share), ..limit },
    }
}

/// Where wrong codes to this number are counted.
pub fn wrong_codes(account: &Account, phone: &PhoneNumber) -> WrongCodes {
    let bucket = account.buckets.of("wrong codes", &phone.e164());
    WrongCodes::new(bucket, account.settings.limits.wrong_codes_per_number)
}

/// Notes a right code: wrong ones are forgotten, and the message no longer counts against the
/// address it was asked from.
pub fn right_code(tx: &Tx, account: &Account, phone: &PhoneNumber, from: IpAddr, now: Moment) {
    let a_day = account.settings.limits.messages_per_number_daily.within;
    limit::note(tx, proved_from(account, from), a_day, now);
    wrong_codes(account, phone).clear(tx);
    for bucket in from_address(account, from) {
        limit::uncount(tx, &bucket);
    }
}

/// Counts an identity number proved with a telephone number, where it is not counted already.
pub(super) async fn prove_identity(
    tx: &Tx,
    account: &Account,
    person: &Person,
    now: Moment,
) -> Result<Room, Fault> {
    let limit = account.settings.limits.identities_per_number;
    let pair = format!("{} {}", person.phone.e164(), person.identity.as_str());
    let known = account.buckets.of("identity of number", &pair);
    let identities = account.buckets.of("identities of number", &person.phone.e164());
    let counted = [(identities, limit), (known, Limit::new(u32::MAX, limit.within))];
    let tally = limit::add(tx, &counted, now).await?;
    let [(identities, _), (known, _)] = &counted;
    if tally.used(known) > 1 {
        limit::uncount(tx, identities);
        return Ok(Room::Left);
    }
    Ok(tally.conclude(tx, &counted, now))
}

fn proved_from(account: &Account, from: IpAddr) -> Bucket {
    account.buckets.of("proved address", &counted(from))
}

fn from_address(account: &Account, from: IpAddr) -> [Bucket; 2] {
    ["message address", "message address daily"]
        .map(|kind| account.buckets.of(kind, &counted(from)))
}

fn counted(from: IpAddr) -> String {
    address::counted(from).to_string()
}
