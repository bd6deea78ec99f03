//! SMPP 3.4: one bound transceiver connection, kept open, with a window of submits and receipts.
//!
//! The connection is made by a task of its own when first needed, kept alive by `enquire_link`,
//! and made again with growing pauses when lost. `submit` never waits for that longer than
//! `connect_timeout`: the letter stays in its queue and is tried again.

mod alphabet;
mod connection;
mod receipt;
pub mod settings;
mod submission;
#[cfg(test)]
mod tests;

pub use settings::Settings;

use super::message::{Receipt, Sms, SmsRefusal};
use connection::{Connection, Link};
use rusmpp::pdus::SubmitSm;
use rusmppc::Client;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::{Instant, timeout, timeout_at};

/// A gateway that speaks SMPP 3.4.
#[derive(Debug)]
pub struct SmppGateway {
    settings: Arc<Settings>,
    name: Arc<str>,
    window: Semaphore,
    link: watch::Receiver<Link>,
    stop: watch::Sender<bool>,
    /// The task, until it is started.
    unopened: Mutex<Option<Connection>>,
}

impl SmppGateway {
    /// A gateway by these settings, which [`Settings::check`] has seen; receipts go to `receipts`.
    /// Nothing is connected before [`Self::open`] or the first [`Self::submit`].
    pub fn new(settings: Settings, receipts: mpsc::Sender<Receipt>) -> Self {
        let settings = Arc::new(settings);
        let (link_out, link) = watch::channel(Link::Opening);
        let (stop, stop_in) = watch::channel(false);
        let name: Arc<str> = settings.name().into();
        let task = Connection {
            settings: Arc::clone(&settings),
            name: Arc::clone(&name),
            link: link_out,
            stop: stop_in,
            receipts,
        };
        let window = Semaphore::new(usize::from(settings.window));
        Self { settings, name, window, link, stop, unopened: Mutex::new(Some(task)) }
    }

    /// What the gateway is called beside its ids of messages.
    pub fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// Starts connecting, if that has not begun. Needs the runtime; does not wait.
    pub fn open(&self) {
        if let Some(task) = self.take_unopened() {
            tokio::spawn(task.run());
        }
    }

    /// Hands a message over and answers the centre's id of it, under which its receipt will come.
    /// However many parts it has, that takes no longer than [`Settings::longest_sending`].
    ///
    /// # Errors
    /// Why the centre did not accept it, or that it may have (`TimedOut`).
    pub async fn submit(&self, sms: &Sms) -> Result<String, SmsRefusal> {
        let submissions = submission::submissions(&self.settings, sms)?;
        self.open();
        let client = self.client().await?;
        let until = Instant::now() + self.settings.response_timeout.duration();
        let _place = match timeout_at(until, self.window.acquire()).await {
            Ok(Ok(place)) => place,
            Ok(Err(_closed)) => return Err(SmsRefusal::Unreachable),
            Err(_full) => return Err(SmsRefusal::Throttled),
        };
        let mut id = String::new();
        for submission in submissions {
            id = hand_over(&client, submission, until).await?;
        }
        Ok(id)
    }

    /// Whether the connection is bound.
    pub fn is_up(&self) -> bool {
        matches!(&*self.link.borrow(), Link::Up(client) if !client.is_closed())
    }

    /// Whether the centre is bound and answers `enquire_link` in time.
    pub async fn answers(&self) -> bool {
        let Ok(client) = self.client().await else { return false };
        let patience = self.settings.response_timeout.duration();
        matches!(timeout(patience, client.enquire_link()).await, Ok(Ok(())))
    }

    /// Waits for the messages under way, unbinds and closes. Later submits are `Unreachable`.
    pub async fn shutdown(&self) {
        let patience = self.settings.response_timeout.duration();
        let all = u32::from(self.settings.window);
        let _idle = timeout(patience, self.window.acquire_many(all)).await;
        self.window.close();
        drop(self.take_unopened());
        self.stop.send_replace(true);
        let _ = timeout(patience, self.lost()).await;
    }

    /// Returns when the task that keeps the connection has ended: after [`Self::shutdown`], or
    /// because it broke.
    pub async fn lost(&self) {
        // The task's end drops its half of the link.
        let mut link = self.link.clone();
        while link.changed().await.is_ok() {}
    }

    async fn client(&self) -> Result<Client, SmsRefusal> {
        let mut link = self.link.clone();
        let settled = link.wait_for(|link| !matches!(link, Link::Opening));
        match timeout(self.settings.connect_timeout.duration(), settled).await {
            Ok(Ok(link)) => match &*link {
                Link::Up(client) if !client.is_closed() => Ok(client.clone()),
                _ => Err(SmsRefusal::Unreachable),
            },
            _ => Err(SmsRefusal::Unreachable),
        }
    }

    fn take_unopened(&self) -> Option<Connection> {
        self.unopened.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

async fn hand_over(
    client: &Client,
    submission: SubmitSm,
    until: Instant,
) -> Result<String, SmsRefusal> {
    if client.is_closed() {
        return Err(SmsRefusal::Unreachable);
    }
    match timeout_at(until, client.submit_sm(submission)).await {
        Ok(Ok(answer)) => Ok(answer.message_id().as_str().to_owned()),
        Ok(Err(error)) => Err(submission::refusal(&error)),
        Err(_) => Err(SmsRefusal::TimedOut),
    }
}
