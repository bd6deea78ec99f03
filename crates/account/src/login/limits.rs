//! The limits behind the password: messages, and codes over all codes.

use super::steps::Way;
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::code_page::WrongCodes;
use crate::message_budget;
use credentials::limit::{self, Bucket, Limit, Room};
use ground::{Fault, Moment};
use store::Tx;

/// Counts a letter against its citizen and, where it costs money, the budget, in the transaction
/// that writes it. Whoever knows somebody's number only, as at registration, uses none of these up.
pub(super) async fn send(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    way: Way,
    now: Moment,
) -> Result<Room, Fault> {
    let buckets = buckets(account, citizen, way);
    let tally = limit::add(tx, &buckets, now).await?;
    let room = tally.conclude(tx, &buckets, now);
    if room == Room::Left && way == Way::Sms {
        message_budget::watch(account, &tally);
    }
    Ok(room)
}

/// Whether a letter could be sent now, without counting one.
pub(super) async fn room(
    account: &Account,
    citizen: CitizenId,
    way: Way,
    now: Moment,
) -> Result<Room, Fault> {
    let rooms = limit::look(account.store.reader(), &buckets(account, citizen, way), now).await?;
    Ok(rooms.into_iter().find(|room| *room != Room::Left).unwrap_or(Room::Left))
}

fn buckets(account: &Account, citizen: CitizenId, way: Way) -> Vec<(Bucket, Limit)> {
    let settings = &account.settings.login;
    let whose = format!("{citizen} {}", way.purpose());
    let mut buckets = vec![
        (account.buckets.of("login message", &whose), settings.messages),
        (account.buckets.of("login message daily", &whose), settings.messages_daily),
    ];
    if way == Way::Sms {
        buckets.extend(message_budget::buckets(account));
    }
    buckets
}

/// Where wrong codes of one kind are counted: `login.sms`, `login.mail`, `login.recovery`. Where they
/// have put one way to sleep, the others stay open.
pub(super) fn wrong_codes(account: &Account, citizen: CitizenId, kind: &str) -> WrongCodes {
    let bucket = account.buckets.of("login wrong codes", &format!("{citizen} {kind}"));
    WrongCodes::new(bucket, account.settings.login.wrong_codes)
}
