//! Who is bound to the centre, and by which bind a receipt goes back.

use super::receipt::Receipt;
use std::collections::VecDeque;
use tokio::sync::mpsc::UnboundedSender;

/// How many receipts wait for a client that is away; the oldest are given up.
const WAITING_MAX: usize = 10_000;

/// The way to one connection. It has no bound of its own: a client that does not read its
/// receipts is not read either, so no more can come up than it has submitted.
pub(super) type Way = UnboundedSender<Receipt>;

/// The binds that can receive, and the receipts for which there was none.
#[derive(Debug, Default)]
pub(super) struct Binds {
    open: Vec<(String, u64, Way)>,
    waiting: VecDeque<(String, Receipt)>,
    next: u64,
}

impl Binds {
    /// Opens a bind of `system_id` and hands it what has waited; says the number of the bind.
    pub(super) fn open(&mut self, system_id: &str, way: Way) -> u64 {
        self.next += 1;
        let (mine, others): (Vec<_>, Vec<_>) =
            self.waiting.drain(..).partition(|(owner, _)| owner == system_id);
        self.waiting = others.into();
        for (_, receipt) in mine {
            if let Err(back) = way.send(receipt) {
                self.wait(system_id, back.0);
            }
        }
        self.open.push((system_id.to_owned(), self.next, way));
        self.next
    }

    /// Closes a bind; what it could not get rid of waits for the next one.
    pub(super) fn close(&mut self, bind: u64, system_id: &str, left: Vec<Receipt>) {
        self.open.retain(|(_, number, _)| *number != bind);
        for receipt in left {
            self.send(system_id, None, receipt);
        }
    }

    /// Sends a receipt by the bind it belongs to, else by another of the same client, else later.
    pub(super) fn send(&mut self, system_id: &str, bind: Option<u64>, receipt: Receipt) {
        let mut receipt = receipt;
        let own = self.open.iter().filter(|(_, number, _)| Some(*number) == bind);
        let others = self.open.iter().filter(|(owner, _, _)| owner == system_id).rev();
        for (_, _, way) in own.chain(others) {
            match way.send(receipt) {
                Ok(()) => return,
                Err(back) => receipt = back.0,
            }
        }
        self.wait(system_id, receipt);
    }

    fn wait(&mut self, system_id: &str, receipt: Receipt) {
        if self.waiting.len() >= WAITING_MAX {
            self.waiting.pop_front();
        }
        self.waiting.push_back((system_id.to_owned(), receipt));
    }
}
