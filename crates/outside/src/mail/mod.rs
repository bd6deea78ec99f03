//! Mail by SMTP through one relay.
//!
//! `Date` and `Message-ID` are made from values handed in, so that a mail that is tried again is
//! the same mail, and a mailbox that got it twice can tell.

mod letter;
pub mod settings;
#[cfg(test)]
mod tests;

pub use letter::Mail;
pub use settings::{Settings, Tls};

use crate::condition::{Condition, Pulse};
use ground::Fault;
use ground::fault::Doing;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls as SmtpTls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::time::{Instant, timeout};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A client of the mail relay.
pub struct MailClient {
    builder: AsyncSmtpTransportBuilder,
    /// Made at the first mail: its pool starts a task, so it needs the runtime.
    transport: OnceLock<Transport>,
    from: Mailbox,
    patience: Duration,
    pulse: Pulse,
}

/// Why a mail was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailRefusal {
    /// The relay will not take this mail, now or later; or the address is none.
    Rejected,
    /// The relay is away, busy or does not know us: try again later.
    Unreachable,
}

impl fmt::Display for MailRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Rejected => "the mail relay refused the mail",
            Self::Unreachable => "the mail relay cannot be reached",
        })
    }
}

impl std::error::Error for MailRefusal {}

impl fmt::Debug for MailClient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The builder would print the password.
        out.write_str("MailClient")
    }
}

impl MailClient {
    /// A client by these settings. Nothing is connected yet.
    ///
    /// # Errors
    /// A sender that is no address, or certificates that cannot be read.
    pub fn new(settings: &Settings) -> Result<Self, Fault> {
        let from = settings.from.parse().doing("reading mail.from")?;
        let timeout = settings.timeout.duration();
        let mut builder = Transport::builder_dangerous(settings.host.as_str())
            .port(settings.port)
            .tls(privacy(settings)?)
            .timeout(Some(timeout))
            .pool_config(PoolConfig::new().max_size(4).idle_timeout(Duration::from_secs(60)));
        if let Some(user) = &settings.user {
            let password = settings.password.reveal().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            builder,
            transport: OnceLock::new(),
            from,
            patience: settings.longest_sending().duration(),
            pulse: Pulse::default(),
        })
    }

    /// Hands a mail to the relay.
    ///
    /// # Errors
    /// Why the relay did not take it. After `Unreachable` it may have taken it all the same.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailRefusal> {
        let started = Instant::now();
        let answer = self.deliver(mail).await;
        self.pulse.note(answer != Err(MailRefusal::Unreachable));
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &answer {
            Ok(()) => tracing::info!(reference = %mail.reference, ms, "mail accepted"),
            Err(refusal) => {
                tracing::warn!(reference = %mail.reference, ms, %refusal, "mail not accepted");
            }
        }
        answer
    }

    /// How the relay is: by the last mail handed over since this was asked, else by a greeting and
    /// `NOOP`.
    pub async fn condition(&self) -> Condition {
        let served = match self.pulse.take() {
            Some(served) => served,
            None => {
                let greeted = timeout(self.patience, self.transport().test_connection()).await;
                matches!(greeted, Ok(Ok(true)))
            }
        };
        Condition::of(served)
    }

    fn transport(&self) -> &Transport {
        self.transport.get_or_init(|| self.builder.clone().build())
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), MailRefusal> {
        let message = letter::message(mail, &self.from)?;
        match timeout(self.patience, self.transport().send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(MailRefusal::Unreachable),
        }
    }
}

fn privacy(settings: &Settings) -> Result<SmtpTls, Fault> {
    if settings.tls == Tls::None {
        return Ok(SmtpTls::None);
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.ca_file {
        let doing = "reading mail.ca_file";
        let pem = std::fs::read(path).doing(doing)?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).doing(doing)?);
    }
    let parameters = parameters.build().doing("preparing TLS for mail")?;
    Ok(match settings.tls {
        Tls::Implicit => SmtpTls::Wrapper(parameters),
        Tls::Starttls | Tls::None => SmtpTls::Required(parameters),
    })
}

fn refusal(error: &Error) -> MailRefusal {
    // 530, 534, 535, 538: the relay wants us to sign in otherwise. That is ours to mend, and no
    // reason to give a citizen's mail up.
    let ours = error.status().is_some_and(|code| (530..=538).contains(&u16::from(code)));
    if error.is_permanent() && !ours { MailRefusal::Rejected } else { MailRefusal::Unreachable }
}
