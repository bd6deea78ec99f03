//! The SMS centre behind all connections: takes submits, delivers to handsets, sends receipts.

use super::binds::Binds;
use super::parts::Parts;
use super::receipt::Receipt;
use super::record::{Record, SubmitRecord};
use super::submit::Submit;
use crate::faults::SmsFault;
use crate::world::{TextMessage, World, held};
use ground::{Moment, Span};
use rusmpp::CommandStatus;
use rusmpp::pdus::SubmitSm;
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;

/// The SMS centre.
#[derive(Debug)]
pub struct Centre {
    pub(super) world: Arc<World>,
    pub(super) binds: Mutex<Binds>,
    record: Mutex<Record>,
    parts: Mutex<Parts>,
}

/// A submit that the centre has accepted, with what is to become of it.
#[derive(Debug)]
pub(super) struct Accepted {
    /// The id it was given.
    pub(super) message_id: String,
    /// Its number in the record.
    pub(super) number: u64,
    at: Moment,
    wait: Span,
    arrives: bool,
    submit: Submit,
}

/// A bind by which receipts go back.
#[derive(Debug, Clone)]
pub(super) struct Client {
    /// Its name.
    pub(super) system_id: String,
    /// The number of the bind; none where it only transmits.
    pub(super) bind: Option<u64>,
}

impl Centre {
    /// A centre in a world.
    pub fn new(world: Arc<World>) -> Self {
        let record = Mutex::new(Record::new(world.settings.submits_max));
        Self { world, binds: Mutex::default(), record, parts: Mutex::default() }
    }

    /// The submits the centre remembers, newest last.
    pub fn submits(&self) -> Vec<SubmitRecord> {
        held(&self.record).all()
    }

    /// Takes a submit in or refuses it; either way it stands in the record.
    pub(super) fn take(&self, pdu: &SubmitSm) -> Result<Accepted, (CommandStatus, Option<u64>)> {
        let submit = Submit::read(pdu).map_err(|status| (status, None))?;
        let at = self.world.clock.now();
        let fault = self.world.faults().sms;
        let id = self.world.chance.row_id(at).simple().to_string();
        let refused = fault == SmsFault::Throttled;
        let number = held(&self.record).note(SubmitRecord {
            at,
            from: submit.from.clone(),
            to: submit.to.clone(),
            text: submit.text(),
            message_id: (!refused).then(|| id.clone()),
            answered: false,
        });
        if refused {
            return Err((CommandStatus::EsmeRthrottled, Some(number)));
        }
        let wait = match fault {
            SmsFault::Delayed => self.world.settings.delayed_by,
            _ => Span::ZERO,
        };
        let arrives = fault != SmsFault::Undeliverable;
        Ok(Accepted { message_id: id, number, at, wait, arrives, submit })
    }

    /// Notes that the answer to a submit was written.
    pub(super) fn answered(&self, number: u64) {
        held(&self.record).answered(number);
    }

    /// Lets an accepted message go its way in the background, until the sandbox stops.
    pub(super) fn deliver(self: &Arc<Self>, one: Accepted, by: Client, stop: CancellationToken) {
        if one.wait == Span::ZERO {
            self.arrive(&one);
        }
        let centre = Arc::clone(self);
        tokio::spawn(async move {
            let way = async {
                if one.wait > Span::ZERO {
                    tokio::time::sleep(one.wait.duration()).await;
                    centre.arrive(&one);
                }
                tokio::time::sleep(centre.world.settings.receipt_after.duration()).await;
                centre.send_receipt(&one, &by);
            };
            stop.run_until_cancelled(way).await;
        });
    }

    fn arrive(&self, one: &Accepted) {
        if !one.arrives {
            return;
        }
        if let Some(text) = held(&self.parts).join(&one.submit) {
            let at = self.world.clock.now();
            let message = TextMessage { at, from: one.submit.from.clone(), text };
            self.world.handsets().lay(&one.submit.to, message);
        }
    }

    fn send_receipt(&self, one: &Accepted, by: &Client) {
        let (if_arrived, if_not) = one.submit.receipt;
        if (one.arrives && !if_arrived) || (!one.arrives && !if_not) {
            return;
        }
        let receipt = Receipt {
            message_id: one.message_id.clone(),
            arrived: one.arrives,
            from: (one.submit.from.clone(), one.submit.from_ton),
            to: one.submit.to.clone(),
            submitted: one.at,
            done: self.world.clock.now(),
            text: one.submit.text(),
        };
        held(&self.binds).send(&by.system_id, by.bind, receipt);
    }
}
