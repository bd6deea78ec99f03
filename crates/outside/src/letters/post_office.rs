//! The post office: workers that claim letters, have them written, and hand them to a gateway.

use super::{Letter, Settings, Text};
use super::{delivery, receipts};
use crate::{MailClient, Receipt, SmsGateways};
use ground::keys::FieldCipher;
use ground::{Chance, Clock, Fault, Span};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, job};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Writes the text of a letter; given by the crate whose letters they are.
pub type Compose =
    Arc<dyn Fn(Letter) -> Pin<Box<dyn Future<Output = Result<Text, Fault>> + Send>> + Send + Sync>;

/// How long an idle worker sleeps at most before it looks again: letters may come from
/// another node.
const NAP: Duration = Duration::from_millis(500);

/// Everything the delivery of letters needs.
#[derive(Clone)]
pub struct PostOffice {
    /// Where letters lie.
    pub store: Store,
    /// Opens their addresses.
    pub cipher: FieldCipher,
    /// Messages go here.
    pub sms: Arc<SmsGateways>,
    /// Mails go here.
    pub mail: Arc<MailClient>,
    /// Writes their texts.
    pub compose: Compose,
    /// How often and how patiently.
    pub settings: Settings,
    /// Where moments come from.
    pub clock: Clock,
    /// Where chance comes from.
    pub chance: Chance,
}

impl PostOffice {
    /// Works until `stop` ends, then lets the letters under way finish. Nothing is lost by a
    /// stop or a crash: what was not finished is claimed again when its lease has run out.
    pub async fn work(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let office = Arc::new(self);
        let mut under_way = JoinSet::new();
        loop {
            while under_way.try_join_next().is_some() {}
            let room = office.settings.at_once.saturating_sub(under_way.len());
            let jobs = if room == 0 { Vec::new() } else { office.claim(room).await };
            let is_idle = jobs.is_empty();
            for job in jobs {
                let office = Arc::clone(&office);
                under_way.spawn(async move { delivery::deliver(&office, &job).await });
            }
            if !is_idle {
                continue;
            }
            tokio::select! {
                () = &mut stop => break,
                () = office.store.written(NAP) => {}
                Some(_) = under_way.join_next() => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    async fn claim(&self, room: usize) -> Vec<job::Claimed> {
        let (lease, now) = (self.settings.lease, self.clock.now());
        let room = u64::try_from(room).unwrap_or(1);
        match job::claim(&self.store, room, lease, now, &self.chance).await {
            Ok(jobs) => jobs,
            Err(fault) => {
                tracing::warn!(%fault, "letters cannot be claimed");
                tokio::time::sleep(NAP).await;
                Vec::new()
            }
        }
    }

    /// Writes down what receipts say, until no gateway sends any more.
    pub async fn receive(self, arriving: mpsc::Receiver<Receipt>) {
        receipts::receive(Arc::new(self), arriving).await;
    }

    pub(super) fn wait_after(&self, attempts: i32) -> Span {
        self.settings.wait_after(attempts)
    }
}
