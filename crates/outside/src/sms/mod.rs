//! Text messages: SMPP 3.4 or an HTTP template, and a second gateway where the first is away.
//!
//! A message that was handed over but not answered is never given to the second gateway unless
//! the settings say so: a code that arrives twice confuses, and costs twice.

pub mod message;
pub mod smpp;
pub mod http;
pub mod settings;
#[cfg(test)]
mod tests;

pub use http::HttpGateway;
pub use message::{MessageId, Receipt, ReceiptState, Sms, SmsRefusal};
pub use settings::{GatewayKind, Second, Settings};
pub use smpp::SmppGateway;

use crate::condition::{Condition, Pulse};
use ground::Fault;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// The first gateway and, where there is one, the second.
#[derive(Debug)]
pub struct SmsGateways {
    first: Gateway,
    second: Option<Gateway>,
    retry_after_timeout: bool,
    pulse: Pulse,
}

#[derive(Debug)]
enum Gateway {
    Smpp(SmppGateway),
    Http(HttpGateway),
}

impl SmsGateways {
    /// Gateways by these settings; receipts of those that give some go to `receipts`.
    /// Nothing is connected yet.
    ///
    /// # Errors
    /// Settings from which no gateway can be made.
    pub fn new(settings: Settings, receipts: mpsc::Sender<Receipt>) -> Result<Self, Fault> {
        settings.check()?;
        let first = gateway(settings.gateway, settings.smpp, settings.http, receipts.clone())?;
        let second = match settings.second {
            Some(second) => Some(gateway(second.gateway, second.smpp, second.http, receipts)?),
            None => None,
        };
        let retry_after_timeout = settings.retry_after_timeout;
        Ok(Self { first, second, retry_after_timeout, pulse: Pulse::default() })
    }

    /// Opens the connections that stay open, so that receipts arrive before anything is sent.
    /// Needs the runtime; does not wait.
    pub fn open(&self) {
        for gateway in self.each() {
            gateway.open();
        }
    }

    /// Hands a message over and answers the id under which its receipt will come.
    ///
    /// # Errors
    /// Why no gateway accepted it; what the last one tried said.
    pub async fn submit(&self, sms: &Sms) -> Result<MessageId, SmsRefusal> {
        let answer = self.submit_to_either(sms).await;
        // Who refuses this one message for good serves others.
        let serves = matches!(answer, Ok(_) | Err(SmsRefusal::Rejected { permanent: true, .. }));
        self.pulse.note(serves);
        answer
    }

    /// How they are: by the last message handed over since this was asked, else by asking. A
    /// gateway that is called by HTTP cannot be asked without sending a message.
    pub async fn condition(&self) -> Condition {
        if let Some(served) = self.pulse.take() {
            return Condition::of(served);
        }
        let mut condition = Condition::Unknown;
        for gateway in self.each() {
            match gateway.condition().await {
                Condition::Works => return Condition::Works,
                Condition::Troubled => condition = Condition::Troubled,
                Condition::Unknown => {}
            }
        }
        condition
    }

    async fn submit_to_either(&self, sms: &Sms) -> Result<MessageId, SmsRefusal> {
        let answer = self.first.submit(sms).await;
        let Some(second) = &self.second else { return answer };
        match answer {
            Err(SmsRefusal::Unreachable) => {}
            Err(SmsRefusal::TimedOut) if self.retry_after_timeout => {}
            answer => return answer,
        }
        match second.submit(sms).await {
            // The first one may still have it: that stays the truth about this message.
            Err(SmsRefusal::Unreachable) => answer,
            answer => answer,
        }
    }

    /// Whether a message could be handed over now, as far as is known without trying.
    pub fn is_up(&self) -> bool {
        self.each().any(Gateway::is_up)
    }

    /// Says goodbye to the gateways; messages under way are waited for, new ones refused.
    pub async fn shutdown(&self) {
        for gateway in self.each() {
            gateway.shutdown().await;
        }
    }

    /// Returns when a gateway's connection is no longer attended to by anything: after a shutdown,
    /// or because what attends to it broke. A centre that is merely away is none of this.
    pub async fn lost(&self) {
        let second = async {
            match &self.second {
                Some(second) => second.lost().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.first.lost() => {}
            () = second => {}
        }
    }

    fn each(&self) -> impl Iterator<Item = &Gateway> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

fn gateway(
    kind: GatewayKind,
    smpp: smpp::Settings,
    http: http::Settings,
    receipts: mpsc::Sender<Receipt>,
) -> Result<Gateway, Fault> {
    Ok(match kind {
        GatewayKind::Smpp => Gateway::Smpp(SmppGateway::new(smpp, receipts)),
        GatewayKind::Http => Gateway::Http(HttpGateway::new(http)?),
    })
}

impl Gateway {
    fn open(&self) {
        match self {
            Self::Smpp(smpp) => smpp.open(),
            Self::Http(_) => {}
        }
    }

    async fn submit(&self, sms: &Sms) -> Result<MessageId, SmsRefusal> {
        let started = Instant::now();
        let (gateway, answer) = match self {
            Self::Smpp(smpp) => (smpp.name(), smpp.submit(sms).await),
            Self::Http(http) => (http.name(), http.submit(sms).await),
        };
        let answer = answer.map(|id| MessageId { gateway, id });
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &answer {
            Ok(_) => tracing::info!(reference = %sms.reference, ms, "sms accepted"),
            Err(refusal) => tracing::warn!(reference = %sms.reference, ms, %refusal, "sms refused"),
        }
        answer
    }

    fn is_up(&self) -> bool {
        match self {
            Self::Smpp(smpp) => smpp.is_up(),
            Self::Http(_) => true,
        }
    }

    async fn condition(&self) -> Condition {
        match self {
            Self::Smpp(smpp) => Condition::of(smpp.answers().await),
            Self::Http(_) => Condition::Unknown,
        }
    }

    async fn lost(&self) {
        match self {
            Self::Smpp(smpp) => smpp.lost().await,
            Self::Http(_) => std::future::pending().await,
        }
    }

    async fn shutdown(&self) {
        match self {
            Self::Smpp(smpp) => smpp.shutdown().await,
            Self::Http(_) => {}
        }
    }
}
