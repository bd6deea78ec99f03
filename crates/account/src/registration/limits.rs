//! The limits of registration: questions to the operator, messages, wrong codes.

use crate::account::Account;
use crate::citizen::Person;
use civic::PhoneNumber;
use credentials::limit::{self, Bucket, Limit, Room};
use ground::{Fault, Moment};
use std::net::IpAddr;
use web::address;

/// Counts a question to the operator, which would otherwise be an oracle about other people.
pub(super) async fn ask_operator(
    account: &Account,
    person: &Person,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let (buckets, limits) = (&account.buckets, &account.settings.limits);
    let counted = [
        (buckets.of("operator number", &person.phone.e164()), limits.operator_per_number),
        (buckets.of("operator identity", person.identity.as_str()), limits.operator_per_identity),
        (buckets.of("operator address", &counted(from)), limits.operator_per_address),
    ];
    limit::count(&account.store, &counted, now).await
}

/// Counts a message: against its number, the address that asked for it, and the money budget.
pub(super) async fn send_message(
    account: &Account,
    phone: &PhoneNumber,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    let counted = message_buckets(account, phone, from, now).await?;
    let room = limit::count(&account.store, &counted, now).await?;
    watch_budget(account, now).await?;
    Ok(room)
}

/// Whether a message could be sent now, without counting one.
pub(super) async fn message_room(
    account: &Account,
    phone: &PhoneNumber,
    from: IpAddr,
    now: Moment,
) -> Result<Room, Fault> {
    for (bucket, limit) in message_buckets(account, phone, from, now).await? {
        let room = limit::is_full(account.store.reader(), &bucket, limit, now).await?;
        if room != Room::Left {
            return Ok(room);
        }
    }
    Ok(Room::Left)
}

async fn message_buckets(
    account: &Account,
    phone: &PhoneNumber,
    from: IpAddr,
    now: Moment,
) -> Result<[(Bucket, Limit); 6], Fault> {
    let limits = &account.settings.limits;
    let proved = proved_from(account, from);
    let proved = limit::used(account.store.reader(), &proved, now).await?;
    let share = proved.saturating_mul(limits.address_share_percent) / 100;
    let [hourly, daily] = from_address(account, from);
    let [everywhere, everywhere_daily] = everywhere(account);
    let number = phone.e164();
    Ok([
        (account.buckets.of("message number", &number), limits.messages_per_number),
        (account.buckets.of("message number daily", &number), limits.messages_per_number_daily),
        (hourly, at_least(limits.messages_per_address, share / 6)),
        (daily, at_least(limits.messages_per_address_daily, share)),
        (everywhere, limits.messages_everywhere),
        (everywhere_daily, limits.messages_everywhere_daily),
    ])
}

/// An address from which numbers are proved may ask for more: a shared one of a mobile operator
/// serves thousands (the share is of what it proved in the last day).
fn at_least(limit: Limit, share: u32) -> Limit {
    Limit { at_most: limit.at_most.max(share), ..limit }
}

/// Tells the people who run this, once for each window, that four fifths of a budget are used.
async fn watch_budget(account: &Account, now: Moment) -> Result<(), Fault> {
    let limits = &account.settings.limits;
    let budgets = [limits.messages_everywhere, limits.messages_everywhere_daily];
    for (bucket, budget) in everywhere(account).iter().zip(budgets) {
        let used = limit::used(account.store.reader(), bucket, now).await?;
        if used == budget.at_most - budget.at_most / 5 {
            metrics::counter!("message_budget_alerts_total").increment(1);
            tracing::warn!(used, budget = %budget, "the message budget is four fifths used");
        }
    }
    Ok(())
}

/// Whether wrong codes have put this number's codes to sleep.
pub(super) async fn codes_asleep(
    account: &Account,
    phone: &PhoneNumber,
    now: Moment,
) -> Result<Room, Fault> {
    let limit = account.settings.limits.wrong_codes_per_number;
    limit::is_full(account.store.reader(), &wrong_codes(account, phone), limit, now).await
}

/// Counts a wrong code.
pub(super) async fn wrong_code(
    account: &Account,
    phone: &PhoneNumber,
    now: Moment,
) -> Result<Room, Fault> {
    let limit = account.settings.limits.wrong_codes_per_number;
    limit::count(&account.store, &[(wrong_codes(account, phone), limit)], now).await
}

/// Notes a right code: wrong ones are forgotten, and the message no longer counts against the
/// address it was asked from.
pub(super) async fn right_code(
    account: &Account,
    phone: &PhoneNumber,
    from: IpAddr,
    now: Moment,
) -> Result<(), Fault> {
    let a_day = Limit::new(u32::MAX, account.settings.limits.messages_per_number_daily.within);
    limit::count(&account.store, &[(proved_from(account, from), a_day)], now).await?;
    store::in_transaction!(account.store, |tx| {
        limit::clear(tx, &wrong_codes(account, phone)).await?;
        for bucket in from_address(account, from) {
            limit::uncount(tx, &bucket).await?;
        }
        Ok(())
    })
}

/// Counts an identity number proved with a telephone number.
pub(super) async fn prove_identity(
    account: &Account,
    person: &Person,
    now: Moment,
) -> Result<Room, Fault> {
    let limit = account.settings.limits.identities_per_number;
    let pair = format!("{} {}", person.phone.e164(), person.identity.as_str());
    let known = account.buckets.of("identity of number", &pair);
    if limit::used(account.store.reader(), &known, now).await? > 0 {
        return Ok(Room::Left);
    }
    let identities = account.buckets.of("identities of number", &person.phone.e164());
    let once = Limit::new(u32::MAX, limit.within);
    limit::count(&account.store, &[(identities, limit), (known, once)], now).await
}

fn wrong_codes(account: &Account, phone: &PhoneNumber) -> Bucket {
    account.buckets.of("wrong codes", &phone.e164())
}

fn proved_from(account: &Account, from: IpAddr) -> Bucket {
    account.buckets.of("proved address", &counted(from))
}

fn from_address(account: &Account, from: IpAddr) -> [Bucket; 2] {
    ["message address", "message address daily"]
        .map(|kind| account.buckets.of(kind, &counted(from)))
}

fn everywhere(account: &Account) -> [Bucket; 2] {
    ["message everywhere", "message everywhere daily"].map(|kind| account.buckets.of(kind, ""))
}

fn counted(from: IpAddr) -> String {
    address::counted(from).to_string()
}
