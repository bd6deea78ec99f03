//! Receipts on their way to the letters they speak of.
//!
//! A receipt may come before the answer to its letter was written down, so each is held for a
//! moment before it looks for its letter, and again where it finds none. Those that come close
//! together are written down in one transaction. Only so many are held: then no more are taken, the
//! gateways' queue fills, and the SMS centre is asked to bring them again.

use super::PostOffice;
use super::records;
use crate::{Receipt, ReceiptState};
use ground::Fault;
use ground::fault::FaultKind;
use std::collections::VecDeque;
use std::iter;
use std::sync::Arc;
use std::time::Duration;
use store::in_transaction;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// How many receipts are written down together at most.
const TOGETHER: usize = 32;
/// How many may be held until they look again.
const HELD_AT_MOST: usize = 256;
/// How often a receipt looks for its letter, and how long it waits before each time.
const LOOKS: u32 = 25;
const BEFORE_A_LOOK: Duration = Duration::from_millis(200);
/// How long receipts are still written down once no gateway sends any more.
const END_WITHIN: Duration = Duration::from_secs(10);

/// A receipt that has found no letter yet.
struct Held {
    receipt: Receipt,
    looks: u32,
    again_at: Instant,
}

/// Writes down what receipts say, until no gateway sends any more and none is held. From then on
/// only so long: a program that is to end must end, even while the database is away.
pub(super) async fn receive(office: Arc<PostOffice>, mut receipts: mpsc::Receiver<Receipt>) {
    let mut held = VecDeque::<Held>::new();
    let mut ends = None;
    loop {
        // Asked here and not told by `recv`, which is not waited for while no more can be held.
        let is_closed = receipts.is_closed();
        if is_closed && *ends.get_or_insert(Instant::now() + END_WITHIN) <= Instant::now() {
            let lost = held.len() + receipts.len();
            tracing::warn!(lost, "receipts are dropped: they could not be written down in time");
            return;
        }
        let may_come = !is_closed || !receipts.is_empty();
        if !may_come && held.is_empty() {
            return;
        }
        let next = held.front().map_or_else(Instant::now, |held| held.again_at);
        tokio::select! {
            receipt = receipts.recv(), if may_come && held.len() < HELD_AT_MOST => {
                held.extend(receipt.map(|receipt| Held::again(receipt, 0)));
            }
            () = sleep_until(next), if !held.is_empty() => {
                let now = Instant::now();
                let due = held.iter().take(TOGETHER).take_while(|held| held.again_at <= now);
                let due = due.count();
                let due = held.drain(..due).collect();
                held.extend(look(&office, due).await);
            }
        }
    }
}

impl Held {
    fn again(receipt: Receipt, looks: u32) -> Self {
        Self { receipt, looks, again_at: Instant::now() + BEFORE_A_LOOK }
    }
}

/// Writes down what receipts say; gives back those of which there is no letter yet. While the
/// database is away they have not looked, and none is tried alone.
async fn look(office: &PostOffice, due: Vec<Held>) -> Vec<Held> {
    match mark(office, &due).await {
        Ok(early) => {
            let all = due.into_iter().zip(early);
            return all.filter(|(_, early)| *early).filter_map(|(held, _)| back(held)).collect();
        }
        Err(fault) if is_away(&fault) => return unheard(due, &fault).collect(),
        Err(_) => {}
    }
    // One of them may be what the database refuses: the others must not suffer for it.
    let mut again = Vec::new();
    let mut due = due.into_iter();
    while let Some(one) = due.next() {
        match mark(office, std::slice::from_ref(&one)).await {
            Ok(early) if early == [false] => {}
            Ok(_) => again.extend(back(one)),
            Err(fault) if is_away(&fault) => {
                again.extend(unheard(iter::once(one).chain(due), &fault));
                break;
            }
            Err(fault) => {
                tracing::warn!(%fault, "a receipt cannot be written down yet");
                again.extend(back(one));
            }
        }
    }
    again
}

fn is_away(fault: &Fault) -> bool {
    fault.kind() == FaultKind::Unavailable
}

/// Receipts that met a database that is away, to look again.
fn unheard(due: impl IntoIterator<Item = Held>, fault: &Fault) -> impl Iterator<Item = Held> {
    tracing::warn!(%fault, "receipts cannot be written down yet");
    due.into_iter().map(|held| Held::again(held.receipt, held.looks))
}

/// A receipt that looked in vain, to look again; none where it has looked often enough.
fn back(held: Held) -> Option<Held> {
    let again = Held::again(held.receipt, held.looks + 1);
    if again.looks < LOOKS {
        return Some(again);
    }
    tracing::warn!("a receipt found no letter of ours");
    None
}

/// Marks the letters in one transaction; says of each receipt whether it came too early.
async fn mark(office: &PostOffice, due: &[Held]) -> Result<Vec<bool>, Fault> {
    let now = office.clock.now();
    in_transaction!(office.store.soon(), |tx| {
        let mut early = Vec::with_capacity(due.len());
        for Held { receipt, .. } in due {
            let failure = match receipt.state {
                ReceiptState::Delivered => None,
                ReceiptState::Failed(reason) => Some(reason),
            };
            early.push(!records::receive(tx, &receipt.message, failure, now).await?);
        }
        Ok(early)
    })
}
