//! The post office: workers that claim letters, have them written, and hand them to a gateway.

use super::records::JOB;
use super::{Letter, Settings, Text};
use super::{delivery, receipts};
use crate::{MailClient, Receipt, SmsGateways};
use ground::keys::FieldCipher;
use ground::{Chance, Clock, Fault};
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
        let mut was_told = false;
        loop {
            while under_way.try_join_next().is_some() {}
            let room = office.settings.at_once.saturating_sub(under_way.len());
            let jobs = if room == 0 { Vec::new() } else { office.claim(room, was_told).await };
            // Where fewer came than there is room for, no more were there.
            let may_be_more = room > 0 && jobs.len() == room;
            for job in jobs {
                let office = Arc::clone(&office);
                under_way.spawn(async move { delivery::deliver(&office, &job).await });
            }
            if may_be_more {
                continue;
            }
            was_told = tokio::select! {
                () = &mut stop => break,
                was_told = office.store.written(JOB, NAP) => was_told,
                // Its place may be wanted by one that was written while there was none.
                Some(_) = under_way.join_next(), if room == 0 => true,
            };
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Claims what is due. Who was told of a letter need not look first whether there is one.
    async fn claim(&self, room: usize, was_told: bool) -> Vec<job::Claimed> {
        let (lease, now) = (self.settings.lease, self.clock.now());
        let at_most = u64::try_from(room).unwrap_or(1);
        let claimed = async {
            match was_told || job::is_any_due(&self.store, JOB, now).await? {
                true => job::claim(&self.store, JOB, at_most, lease, now, &self.chance).await,
                false => Ok(Vec::new()),
            }
        };
        match claimed.await {
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
}
