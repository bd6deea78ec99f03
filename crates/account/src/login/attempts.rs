//! One try of a password. It is counted before anything is compared, taken back where it was right
//! or nothing came of it, and costs one hash whoever it is for.
//!
//! Four counts stand beside each other (OWASP, bot management: no pair of them stands for another).
//! A browser its owner has signed in with has counts of its own, so nobody elsewhere can lock it
//! (OWASP, device cookies). What is counted for is the number that was typed, whether or not anyone
//! has an account under it.

use super::letters::locked;
use crate::account::{Account, Shared};
use crate::citizen::{self, CitizenId, StoredPassword};
use crate::session::{self, DeviceId};
use civic::IdentityNumber;
use credentials::limit::{self, Bucket, Limit, Room, Tally};
use credentials::password::{Candidate, Verdict};
use ground::{Fault, Moment, Span};
use std::net::IpAddr;
use store::{Tx, in_transaction};
use uuid::Uuid;
use web::{Arrival, Language, address};

/// How long failures in a row are remembered: until one is no failure.
const IN_A_ROW: Span = Span::from_days(3_650);
const A_DAY: Span = Span::from_days(1);

/// What came of a try.
pub(super) enum Attempt {
    /// It is the password.
    Right(Right),
    /// It is not, or there is nobody, or nothing was compared: nobody learns which.
    Refused,
}

/// A right password.
pub(super) struct Right {
    /// Whose.
    pub(super) citizen: CitizenId,
    /// When it was set.
    pub(super) set_at: Moment,
    /// The stored hash where it is to be made anew.
    pub(super) outdated: Option<String>,
    tries: Tries,
}

impl Right {
    /// The try is taken back: what was right counts nowhere.
    pub(super) fn uncount(&self, tx: &Tx) {
        self.tries.take_back(tx);
    }
}

/// Tries a password.
pub(super) async fn try_password(
    account: &Shared,
    arrival: &Arrival,
    identity: &IdentityNumber,
    candidate: &Candidate,
) -> Result<Attempt, Fault> {
    let (reader, now) = (account.store.reader(), arrival.now);
    let known = citizen::by_identity(reader, account, identity).await?;
    let whose = known.as_ref().map_or(CitizenId(Uuid::nil()), |known| known.citizen);
    let device = session::recognise(reader, account, whose, arrival).await?;
    let tries = Tries::of(account, identity, device, arrival).await?;
    if tries.count(account, now).await? != Room::Left {
        account.hasher.verify_against_nobody(candidate).await?;
        let owner = known.map(|known| known.citizen);
        warn_owner(account, identity, owner, arrival.page.language, now).await?;
        return Ok(Attempt::Refused);
    }
    let verdict = match &known {
        Some(known) => account.hasher.verify(&known.hash, candidate).await,
        None => account.hasher.verify_against_nobody(candidate).await,
    };
    match (verdict, known) {
        (Ok(Verdict::Right { rehash }), Some(known)) => {
            let StoredPassword { citizen, hash, set_at } = known;
            Ok(Attempt::Right(Right { citizen, set_at, outdated: rehash.then_some(hash), tries }))
        }
        (Ok(_), _) => {
            metrics::counter!("passwords_refused_total").increment(1);
            Ok(Attempt::Refused)
        }
        (Err(fault), _) => {
            // What nobody compared is no failure.
            in_transaction!(account.store, |tx| {
                tries.take_back(tx);
                Ok(())
            })?;
            Err(fault)
        }
    }
}

/// Tells the owner once a day that somebody fails at their account. Where there is nobody to tell,
/// the same is asked and counted, so that the time of an answer does not tell.
async fn warn_owner(
    account: &Account,
    identity: &IdentityNumber,
    owner: Option<CitizenId>,
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let told = (account.buckets.of("login owner told", identity.as_str()), Limit::new(1, A_DAY));
    let is_told = limit::is_full(account.store.reader(), &told.0, told.1, now).await?;
    if is_told != Room::Left {
        return Ok(());
    }
    in_transaction!(account.store, |tx| {
        let counted = std::slice::from_ref(&told);
        let room = limit::add(tx, counted, now).await?.conclude(tx, counted, now);
        if let (Room::Left, Some(owner)) = (room, owner) {
            locked::write(tx, account, owner, language, now).await?;
        }
        Ok(())
    })
}

/// Where one try is counted.
struct Tries {
    counted: Vec<(Bucket, Limit)>,
    /// Of a browser that is known: where its waits are counted.
    waits: Option<Bucket>,
}

impl Tries {
    async fn of(
        account: &Account,
        identity: &IdentityNumber,
        device: Option<DeviceId>,
        arrival: &Arrival,
    ) -> Result<Self, Fault> {
        let settings = &account.settings.login;
        let in_a_row = Limit::new(settings.failures_in_a_row, IN_A_ROW);
        let everywhere = Limit::new(u32::MAX, settings.alarm.within);
        let everywhere = (account.buckets.of(EVERYWHERE, ""), everywhere);
        let typed = identity.as_str();
        if let Some(device) = device {
            let [failures, row, waits] = at_home(account, typed, device);
            let counted =
                vec![(failures, Limit::new(u32::MAX, A_DAY)), (row, in_a_row), everywhere];
            return Ok(Self { counted, waits: Some(waits) });
        }
        let mut counted = vec![
            (elsewhere(account, typed), settings.failures_elsewhere),
            (row(account, typed), in_a_row),
            everywhere,
        ];
        counted.extend(at_address(account, typed, arrival.address, arrival.now).await?);
        Ok(Self { counted, waits: None })
    }

    /// Counts the try everywhere, or nowhere.
    async fn count(&self, account: &Account, now: Moment) -> Result<Room, Fault> {
        let tally = store::in_one_statement!(account.store, |db| {
            limit::add(db, &self.counted, now).await
        })?;
        let mut room = if tally.is_over(&self.counted) { full(now) } else { Room::Left };
        if let (Room::Left, Some(waits), Some((failures, _))) =
            (room, &self.waits, self.counted.first())
            && let Some(wait) = wait_after(account, tally.used(failures))
        {
            let one = [(waits.clone(), Limit::new(1, wait))];
            room = limit::count(&account.store, &one, now).await?;
        }
        if room == Room::Left {
            watch(account, &tally);
            return Ok(room);
        }
        metrics::counter!("logins_locked_total").increment(1);
        in_transaction!(account.store, |tx| {
            self.take_back(tx);
            Ok(())
        })?;
        Ok(room)
    }

    fn take_back(&self, tx: &Tx) {
        for (bucket, _) in &self.counted {
            limit::uncount(tx, bucket);
        }
    }
}

const EVERYWHERE: &str = "login everywhere";

fn full(now: Moment) -> Room {
    Room::None { reopens: now }
}

fn row(account: &Account, typed: &str) -> Bucket {
    account.buckets.of("login row", typed)
}

/// The bucket of all browsers that are not known.
fn elsewhere(account: &Account, typed: &str) -> Bucket {
    account.buckets.of("login elsewhere", typed)
}

/// The buckets of a known browser: its failures, those in a row, its waits.
fn at_home(account: &Account, typed: &str, device: DeviceId) -> [Bucket; 3] {
    let pair = format!("{typed} {device}");
    ["login home", "login home row", "login home wait"].map(|kind| account.buckets.of(kind, &pair))
}

/// An address counts each identity number it fails at once. Whether this one is new is looked up
/// beforehand: two first tries at the same time count it twice, which lets nobody in.
async fn at_address(
    account: &Account,
    typed: &str,
    from: IpAddr,
    now: Moment,
) -> Result<Vec<(Bucket, Limit)>, Fault> {
    let limit = account.settings.login.accounts_per_address;
    let from = address::counted(from).to_string();
    let pair = account.buckets.of("login address number", &format!("{from} {typed}"));
    if limit::used(account.store.reader(), &pair, now).await? > 0 {
        return Ok(Vec::new());
    }
    let numbers = (account.buckets.of("login address", &from), limit);
    Ok(vec![numbers, (pair, Limit::new(u32::MAX, limit.within))])
}

/// How long a known browser waits before another try, after so many of the day.
fn wait_after(account: &Account, used: u32) -> Option<Span> {
    let settings = &account.settings.login;
    let beyond = used.checked_sub(settings.failures_at_home)?.checked_sub(1)?;
    let doubled = settings.first_wait.as_ms().saturating_mul(1_i64 << beyond.min(20));
    Some(Span::from_ms(doubled.min(settings.longest_wait.as_ms())))
}

/// Tells the people who run this, once for each window, that many passwords are wrong.
fn watch(account: &Account, tally: &Tally) {
    let used = tally.used(&account.buckets.of(EVERYWHERE, ""));
    if used == account.settings.login.alarm.at_most {
        metrics::counter!("login_alarms_total").increment(1);
        tracing::warn!(used, "unusually many wrong passwords over the whole service");
    }
}

/// Forgets failures once somebody has signed in completely: those in a row, and those of this
/// browser where it was known. The slow count of all other browsers stays as it is.
pub(super) fn forgive(
    tx: &Tx,
    account: &Account,
    identity: &IdentityNumber,
    device: Option<DeviceId>,
) {
    allow_again(tx, account, identity);
    if let Some(device) = device {
        for bucket in at_home(account, identity.as_str(), device) {
            limit::clear(tx, &bucket);
        }
    }
}

/// A password serves again though it was failed at too often in a row: it was set anew.
pub fn allow_again(tx: &Tx, account: &Account, identity: &IdentityNumber) {
    limit::clear(tx, &row(account, identity.as_str()));
    limit::clear(tx, &elsewhere(account, identity.as_str()));
}
