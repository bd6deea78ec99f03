//! The task that keeps one bound connection: connects, answers the centre, connects again.

use super::receipt::{self, Incoming};
use super::settings::Settings;
use super::submission::{bind, bind_failure};
use crate::sms::message::Receipt;
use futures_util::{Stream, StreamExt};
use ground::Span;
use rusmpp::pdus::{DeliverSm, DeliverSmResp};
use rusmpp::{Command, CommandStatus, Pdu};
use rusmppc::{Client, ConnectionBuilder, Event};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout};

/// The longest command accepted from a centre: a text of 64 KiB in a TLV, and what surrounds it.
const LONGEST_COMMAND: usize = 70_000;
/// How long a receipt may wait for a place in our queue before the centre is asked to repeat it.
const RECEIPT_PATIENCE: Duration = Duration::from_secs(5);
/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// What is known of the connection.
#[derive(Debug, Clone)]
pub(super) enum Link {
    /// Being made for the first time, or again after it was lost: worth a short wait.
    Opening,
    /// Bound.
    Up(Client),
    /// The last try failed.
    Down,
}

/// The task's own half; the gateway holds the other.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) settings: Arc<Settings>,
    pub(super) name: Arc<str>,
    pub(super) link: watch::Sender<Link>,
    pub(super) stop: watch::Receiver<bool>,
    pub(super) receipts: mpsc::Sender<Receipt>,
}

enum Ended {
    Asked,
    Lost,
}

impl Connection {
    /// Runs until the gateway asks for the end or is dropped.
    pub(super) async fn run(mut self) {
        let first = self.settings.reconnect_first;
        let longest = self.settings.reconnect_longest.max(first);
        let mut pause = first;
        loop {
            let opened = tokio::select! {
                opened = open(&self.settings) => opened,
                () = asked(&mut self.stop) => return,
            };
            match opened {
                Ok((client, events)) => {
                    tracing::info!("smpp bound");
                    self.link.send_replace(Link::Up(client.clone()));
                    let since = Instant::now();
                    if let Ended::Asked = self.attend(&client, events).await {
                        // Lets go of the client, and with it of the socket.
                        self.link.send_replace(Link::Down);
                        return;
                    }
                    tracing::warn!("smpp connection lost");
                    self.link.send_replace(Link::Opening);
                    // A centre that binds and hangs up at once is not hurried.
                    if since.elapsed() > longest.duration() {
                        pause = first;
                    }
                }
                Err(why) => {
                    tracing::warn!(why, pause = %pause, "smpp connection not made");
                    self.link.send_replace(Link::Down);
                }
            }
            tokio::select! {
                () = sleep(pause.duration()) => {}
                () = asked(&mut self.stop) => return,
            }
            pause = Span::from_ms(pause.as_ms().saturating_mul(2)).min(longest);
        }
    }

    async fn attend(
        &mut self,
        client: &Client,
        mut events: impl Stream<Item = Event> + Unpin,
    ) -> Ended {
        loop {
            let event = tokio::select! {
                event = events.next() => event,
                () = asked(&mut self.stop) => {
                    goodbye(client).await;
                    return Ended::Asked;
                }
            };
            match event {
                Some(Event::Incoming(command)) => {
                    if let Some(ended) = self.answer(client, &command).await {
                        return ended;
                    }
                }
                Some(Event::Error(_)) | None => return Ended::Lost,
            }
        }
    }

    /// Answers what the centre asks; `Some` where that ends the connection.
    async fn answer(&self, client: &Client, command: &Command) -> Option<Ended> {
        let number = command.sequence_number();
        match command.pdu() {
            Some(Pdu::DeliverSm(pdu)) => {
                let status = self.take(pdu).await;
                let sent =
                    client.status(status).deliver_sm_resp(number, DeliverSmResp::default()).await;
                sent.is_err().then_some(Ended::Lost)
            }
            Some(Pdu::Unbind) => {
                // The outcome does not matter: the centre hangs up either way.
                let _ = timeout(GOODBYE, client.unbind_resp(number)).await;
                let _ = client.close().await;
                Some(Ended::Lost)
            }
            // Late answers to what we no longer wait for.
            _ => None,
        }
    }

    /// Hands a receipt on, and says what to tell the centre: a receipt that found no place is
    /// refused for now, so that the centre brings it again.
    async fn take(&self, pdu: &DeliverSm) -> CommandStatus {
        let receipt = match receipt::read(&self.name, pdu) {
            Incoming::Final(receipt) => receipt,
            Incoming::Passing => return CommandStatus::EsmeRok,
            Incoming::Other => {
                tracing::debug!("an incoming message that is no receipt was set aside");
                return CommandStatus::EsmeRok;
            }
        };
        match self.receipts.send_timeout(receipt, RECEIPT_PATIENCE).await {
            Ok(()) => CommandStatus::EsmeRok,
            Err(_) => {
                tracing::warn!("a receipt found no place and was sent back");
                CommandStatus::EsmeRxTAppn
            }
        }
    }
}

async fn open(
    settings: &Settings,
) -> Result<(Client, impl Stream<Item = Event> + Unpin + use<>), &'static str> {
    let bind = bind(settings).map_err(|_| "the settings do not fit SMPP's fields")?;
    let address = (settings.host.as_str(), settings.port);
    let stream = timeout(settings.connect_timeout.duration(), TcpStream::connect(address))
        .await
        .map_err(|_| "connecting took too long")?
        .map_err(|_| "nobody listens there")?;
    // Small commands are answered one by one: do not let them wait for company.
    let _ = stream.set_nodelay(true);
    let (client, events) = ConnectionBuilder::new()
        .disable_interface_version_check()
        .max_command_length(LONGEST_COMMAND)
        .enquire_link_interval(settings.enquire_link.duration())
        .enquire_link_response_timeout(settings.response_timeout.duration())
        .no_response_timeout()
        .connected(stream);
    timeout(settings.response_timeout.duration(), client.bind_transceiver(bind))
        .await
        .map_err(|_| "the bind was not answered")?
        .map_err(|error| bind_failure(&error))?;
    Ok((client, events))
}

/// Returns when the end is asked for, or nobody is left who could ask.
async fn asked(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn goodbye(client: &Client) {
    let _ = timeout(GOODBYE, client.unbind()).await;
    let _ = timeout(GOODBYE, client.close_and_wait()).await;
    tracing::info!("smpp unbound");
}
