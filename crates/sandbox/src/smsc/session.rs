//! One SMPP connection: bind, submits, receipts, keeping alive, unbind.

use super::centre::{Centre, Client};
use super::receipt::Receipt;
use crate::faults::SmsFault;
use crate::world::held;
use futures_util::{SinkExt, StreamExt};
use rusmpp::pdus::{
    BindReceiverResp, BindTransceiverResp, BindTransmitterResp, SubmitSm, SubmitSmResp,
};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{AnyOctetString, COctetString};
use rusmpp::values::InterfaceVersion;
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::str::FromStr;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::codec::Framed;
use tokio_util::sync::CancellationToken;

/// Whether the connection goes on or is closed.
type Next = ControlFlow<()>;

const GO_ON: Next = ControlFlow::Continue(());
const CLOSE: Next = ControlFlow::Break(());

/// Serves one connection to its end.
pub(super) async fn run(stream: TcpStream, centre: Arc<Centre>, stop: CancellationToken) {
    let (way, receipts) = unbounded_channel();
    let mut session = Session {
        wire: Framed::new(stream, CommandCodec::new()),
        centre,
        stop,
        way,
        bound: None,
        sequence: 0,
        unconfirmed: HashMap::new(),
    };
    session.serve(receipts).await;
}

struct Session {
    wire: Framed<TcpStream, CommandCodec>,
    centre: Arc<Centre>,
    stop: CancellationToken,
    way: UnboundedSender<Receipt>,
    bound: Option<Bound>,
    sequence: u32,
    unconfirmed: HashMap<u32, Receipt>,
}

struct Bound {
    client: Client,
    transmits: bool,
}

impl Session {
    async fn serve(&mut self, mut receipts: UnboundedReceiver<Receipt>) {
        let stop = self.stop.clone();
        let idle = self.centre.world.settings.idle_after.duration();
        loop {
            let next = tokio::select! {
                () = stop.cancelled() => {
                    self.sequence += 1;
                    self.send_last(CommandStatus::EsmeRok, self.sequence, Pdu::Unbind).await
                }
                () = tokio::time::sleep(idle) => CLOSE,
                Some(receipt) = receipts.recv() => self.pass_on(receipt).await,
                read = self.wire.next() => match read {
                    Some(Ok(command)) => self.answer(command).await,
                    Some(Err(_)) => self.refuse_unreadable().await,
                    None => CLOSE,
                },
            };
            if next.is_break() {
                break;
            }
        }
        self.leave(receipts);
    }

    /// What this connection has not got rid of waits for the client's next bind.
    fn leave(&mut self, mut receipts: UnboundedReceiver<Receipt>) {
        let Some(bound) = self.bound.take() else { return };
        let mut left: Vec<Receipt> = self.unconfirmed.drain().map(|(_, receipt)| receipt).collect();
        receipts.close();
        while let Ok(receipt) = receipts.try_recv() {
            left.push(receipt);
        }
        let mut binds = held(&self.centre.binds);
        binds.close(bound.client.bind.unwrap_or(0), &bound.client.system_id, left);
    }

    /// A command that the codec cannot read leaves the stream out of step: refuse and close.
    async fn refuse_unreadable(&mut self) -> Next {
        self.send_last(CommandStatus::EsmeRinvcmdlen, 0, Pdu::GenericNack).await
    }

    async fn answer(&mut self, command: Command) -> Next {
        if self.centre.world.faults().sms == SmsFault::Down {
            return CLOSE;
        }
        let (id, number) = (command.id(), command.sequence_number());
        match (id, command.pdu()) {
            (CommandId::EnquireLink, _) => {
                self.send(CommandStatus::EsmeRok, number, Pdu::EnquireLinkResp).await
            }
            (CommandId::Unbind, _) => {
                self.send_last(CommandStatus::EsmeRok, number, Pdu::UnbindResp).await
            }
            (CommandId::DeliverSmResp, _) => {
                self.unconfirmed.remove(&number);
                GO_ON
            }
            (CommandId::UnbindResp, _) => CLOSE,
            (CommandId::EnquireLinkResp | CommandId::GenericNack, _) => GO_ON,
            (_, Some(Pdu::SubmitSm(submit))) => self.take(number, submit).await,
            (_, Some(Pdu::BindTransceiver(bind))) => {
                let (name, password) = (bind.system_id.as_str(), bind.password.as_str());
                self.bind(number, Kind::Transceiver, name, password).await
            }
            (_, Some(Pdu::BindTransmitter(bind))) => {
                let (name, password) = (bind.system_id.as_str(), bind.password.as_str());
                self.bind(number, Kind::Transmitter, name, password).await
            }
            (_, Some(Pdu::BindReceiver(bind))) => {
                let (name, password) = (bind.system_id.as_str(), bind.password.as_str());
                self.bind(number, Kind::Receiver, name, password).await
            }
            _ => self.send(CommandStatus::EsmeRinvcmdid, number, Pdu::GenericNack).await,
        }
    }

    async fn bind(&mut self, number: u32, kind: Kind, name: &str, password: &str) -> Next {
        let settings = &self.centre.world.settings;
        let status = if self.bound.is_some() {
            CommandStatus::EsmeRalybnd
        } else if name != settings.sms_system_id {
            CommandStatus::EsmeRinvsysid
        } else if password != settings.sms_password.reveal() {
            CommandStatus::EsmeRinvpaswd
        } else {
            CommandStatus::EsmeRok
        };
        if status != CommandStatus::EsmeRok {
            let answer = empty(kind.answer_id());
            return match self.bound {
                Some(_) => self.send(status, number, answer).await,
                None => self.send_last(status, number, answer).await,
            };
        }
        let next = self.send(status, number, kind.answer()).await;
        let bind = (kind != Kind::Transmitter)
            .then(|| held(&self.centre.binds).open(name, self.way.clone()));
        let client = Client { system_id: name.to_owned(), bind };
        self.bound = Some(Bound { client, transmits: kind != Kind::Receiver });
        next
    }

    async fn take(&mut self, number: u32, submit: &SubmitSm) -> Next {
        let by = self.bound.as_ref().filter(|bound| bound.transmits);
        let Some(by) = by.map(|bound| bound.client.clone()) else {
            let answer = empty(CommandId::SubmitSmResp);
            return self.send(CommandStatus::EsmeRinvbndsts, number, answer).await;
        };
        match self.centre.take(submit) {
            Ok(accepted) => {
                let id = COctetString::from_str(&accepted.message_id).unwrap_or_default();
                let answer = SubmitSmResp::builder().message_id(id).build();
                let noted = accepted.number;
                // Accepted is accepted: it goes its way even if the client is gone by now.
                self.centre.deliver(accepted, by, self.stop.clone());
                let next = self.send(CommandStatus::EsmeRok, number, answer).await;
                if next.is_continue() {
                    self.centre.answered(noted);
                }
                next
            }
            Err((status, noted)) => {
                let next = self.send(status, number, empty(CommandId::SubmitSmResp)).await;
                if let (true, Some(noted)) = (next.is_continue(), noted) {
                    self.centre.answered(noted);
                }
                next
            }
        }
    }

    async fn pass_on(&mut self, receipt: Receipt) -> Next {
        let Ok(pdu) = receipt.to_pdu() else { return GO_ON };
        self.sequence += 1;
        self.unconfirmed.insert(self.sequence, receipt);
        self.send(CommandStatus::EsmeRok, self.sequence, pdu).await
    }

    /// Writes a command, after which the connection is closed.
    async fn send_last(&mut self, status: CommandStatus, number: u32, pdu: Pdu) -> Next {
        let _whether_written = self.send(status, number, pdu).await;
        CLOSE
    }

    /// Writes a command; a client that does not take it in time is left.
    async fn send(&mut self, status: CommandStatus, number: u32, pdu: impl Into<Pdu>) -> Next {
        let limit = std::time::Duration::from_secs(10);
        let command = Command::new(status, number, pdu);
        match tokio::time::timeout(limit, self.wire.send(command)).await {
            Ok(Ok(())) => GO_ON,
            _ => CLOSE,
        }
    }
}

/// The three ways to bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Transceiver,
    Transmitter,
    Receiver,
}

impl Kind {
    fn answer_id(self) -> CommandId {
        match self {
            Self::Transceiver => CommandId::BindTransceiverResp,
            Self::Transmitter => CommandId::BindTransmitterResp,
            Self::Receiver => CommandId::BindReceiverResp,
        }
    }

    /// The answer of a centre that calls itself "sandbox" and speaks SMPP 3.4.
    fn answer(self) -> Pdu {
        let name = COctetString::from_str("sandbox").unwrap_or_default();
        let version = Some(InterfaceVersion::Smpp3_4);
        match self {
            Self::Transceiver => BindTransceiverResp::new(name, version).into(),
            Self::Transmitter => BindTransmitterResp::new(name, version).into(),
            Self::Receiver => BindReceiverResp::new(name, version).into(),
        }
    }
}

/// SMPP 3.4 sends no body in an answer that refuses.
fn empty(command_id: CommandId) -> Pdu {
    Pdu::Other { command_id, body: AnyOctetString::empty() }
}
