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

/// A receipt that has found no letter yet.
struct Held {
    receipt: Receipt,
    looks: u32,
    again_at: Instant,
}

/// Writes down what receipts say, until no gateway sends any more and none is held.
pub(super) async fn receive(office: Arc<PostOffice>, mut receipts: mpsc::Receiver<Receipt>) {
    let mut held = VecDeque::<Held>::new();
    let mut is_open = true;
    while is_open || !held.is_empty() {
        let next = held.front().map_or_else(Instant::now, |held| held.again_at);
        tokio::select! {
            receipt = receipts.recv(), if is_open && held.len() < HELD_AT_MOST => match receipt {
                Some(receipt) => held.push_back(Held::again(receipt, 0)),
                None => is_open = false,
            },
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
/// database is away they have not looked.
async fn look(office: &PostOffice, due: Vec<Held>) -> Vec<Held> {
    if let Ok(early) = mark(office, &due).await {
        return due.into_iter().zip(early).filter(|(_, early)| *early).filter_map(back).collect();
    }
    // One of them may be what the database refuses: the others must not suffer for it.
    let mut again = Vec::new();
    for one in due {
        match mark(office, std::slice::from_ref(&one)).await {
            Ok(early) if early == [false] => {}
            Ok(_) => again.extend(back((one, true))),
            Err(fault) => {
                tracing::warn!(%fault, "a receipt cannot be written down yet");
                let looked = fault.kind() != FaultKind::Unavailable;
                again.push(Held::again(one.receipt, one.looks + u32::from(looked)));
            }
        }
    }
    again.retain(|held| held.looks < LOOKS);
    again
}

/// A receipt that looked in vain, to look again; none where it has looked often enough.
fn back((held, _): (Held, bool)) -> Option<Held> {
    let again = Held::again(held.receipt, held.looks + 1);
    if again.looks < LOOKS {
        return Some(again);
    }
    tracing::warn!("a receipt speaks of no letter of ours");
    None
}

/// Marks the letters in one transaction; says of each receipt whether it came too early.
async fn mark(office: &PostOffice, due: &[Held]) -> Result<Vec<bool>, Fault> {
    let now = office.clock.now();
    in_transaction!(office.store, |tx| {
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
