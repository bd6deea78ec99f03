//! Receipts on their way to the letters they speak of.
//!
//! A receipt may come before the answer to its letter was written down, so one that finds no letter
//! is held for a while and looks again. Only so many look and are held at once: then no more are
//! taken, the gateways' queue fills, and the SMS centre is asked to bring them again.

use super::PostOffice;
use super::records;
use crate::{Receipt, ReceiptState};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use store::in_one_statement;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// How many receipts look for their letters at once.
const AT_ONCE: usize = 16;
/// How many may be held until they look again.
const HELD_AT_MOST: usize = 256;
/// How often a receipt looks for its letter, and how long it waits in between.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);

/// A receipt that found no letter yet.
struct Held {
    receipt: Receipt,
    looks: u32,
    again_at: Instant,
}

/// Writes down what receipts say, until no gateway sends any more and none is held.
pub(super) async fn receive(office: Arc<PostOffice>, mut receipts: mpsc::Receiver<Receipt>) {
    let (mut looking, mut held) = (JoinSet::new(), VecDeque::<Held>::new());
    let mut is_open = true;
    while is_open || !looking.is_empty() || !held.is_empty() {
        let may_look = looking.len() < AT_ONCE;
        let has_room = held.len() + looking.len() < HELD_AT_MOST;
        let next = held.front().map_or_else(Instant::now, |held| held.again_at);
        tokio::select! {
            receipt = receipts.recv(), if is_open && may_look && has_room => match receipt {
                Some(receipt) => {
                    looking.spawn(look(Arc::clone(&office), receipt, 0));
                }
                None => is_open = false,
            },
            () = sleep_until(next), if may_look && !held.is_empty() => {
                if let Some(Held { receipt, looks, .. }) = held.pop_front() {
                    looking.spawn(look(Arc::clone(&office), receipt, looks));
                }
            }
            Some(looked) = looking.join_next() => match looked {
                Ok(Some(early)) if early.looks < LOOKS => held.push_back(early),
                Ok(Some(_)) => tracing::warn!("a receipt speaks of no letter of ours"),
                Ok(None) | Err(_) => {}
            },
        }
    }
}

/// Writes down what a receipt says; gives it back where there is no letter of it yet. While the
/// database is away the receipt has not looked.
async fn look(office: Arc<PostOffice>, receipt: Receipt, looks: u32) -> Option<Held> {
    let failure = match receipt.state {
        ReceiptState::Delivered => None,
        ReceiptState::Failed(reason) => Some(reason),
    };
    let now = office.clock.now();
    let marked = in_one_statement!(office.store, |db| {
        records::receive(db, &receipt.message, failure, now).await
    });
    let looks = match marked {
        Ok(true) => return None,
        Ok(false) => looks + 1,
        Err(fault) => {
            tracing::warn!(%fault, "a receipt cannot be written down yet");
            looks
        }
    };
    Some(Held { receipt, looks, again_at: Instant::now() + BETWEEN_LOOKS })
}
