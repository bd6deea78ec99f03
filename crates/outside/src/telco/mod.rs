//! The mobile operator's check, by CAMARA: is this subscription this person's (KYC Match 0.4), and
//! was its SIM changed lately (SIM Swap 2.1).
//!
//! The operator compares with the register it must keep (Decree 49/2017, Decree 163/2024) and
//! answers yes or no; nothing it holds comes to us. Names travel as typed first, then without
//! diacritics.

mod kyc_match;
mod sim_swap;
pub mod settings;
#[cfg(test)]
mod tests;
mod token;

pub use kyc_match::SubscriberAnswer;
pub use settings::Settings;
pub use sim_swap::SimAnswer;

use crate::condition::{Condition, Pulse};
use crate::http_client::{Party, body, http_client};
use civic::birth_date::BirthDate;
use civic::citizen_number::IdentityNumber;
use civic::person_name::PersonName;
use civic::phone_number::PhoneNumber;
use ground::Fault;
use kyc_match::{Answer, Meaning, Question};
use reqwest::{Client, StatusCode};
use serde::{Deserialize, Serialize};
use token::Tokens;
use tokio::time::Instant;
use uuid::Uuid;

/// A client of the operator.
#[derive(Debug)]
pub struct OperatorClient {
    client: Client,
    base: String,
    tokens: Tokens,
    pulse: Pulse,
}

/// What came back: a body on success, or the operator's error code.
enum Reply {
    Said(Vec<u8>),
    Refused(StatusCode, String),
}

/// No sensible reply came; already logged.
struct NoReply;

#[derive(Deserialize)]
struct CamaraError {
    #[serde(default)]
    code: String,
}

impl OperatorClient {
    /// A client by these settings. Nothing is connected yet.
    ///
    /// # Errors
    /// An address that is none, or certificates that cannot be read.
    pub fn new(settings: &Settings) -> Result<Self, Fault> {
        let (client, _) = http_client(&Party {
            address: &settings.base_url,
            timeout: settings.timeout,
            ca_file: settings.ca_file.as_deref(),
            public_only: settings.public_only,
        })?;
        let tokens = Tokens::new(settings)?;
        let base = settings.base_url.trim_end_matches('/').to_owned();
        Ok(Self { client, base, tokens, pulse: Pulse::default() })
    }

    /// How the operator is: by the last question put since this was asked, else by whether its
    /// door answers; nothing is asked about anybody for that.
    pub async fn condition(&self) -> Condition {
        let served = match self.pulse.take() {
            Some(served) => served,
            None => self.answers().await,
        };
        Condition::of(served)
    }

    async fn answers(&self) -> bool {
        let (client, door) = match self.tokens.door() {
            Some((client, url)) => (client, url.as_str()),
            None => (&self.client, self.base.as_str()),
        };
        // What the door says to a HEAD does not matter, so long as the operator says it.
        let answer = client.head(door).send().await;
        answer.is_ok_and(|answer| !answer.status().is_server_error())
    }

    /// Asks whether number, identity number, name and birth date belong together. `correlator`
    /// goes along as `x-correlator` and into our log, so that both sides can find the exchange.
    pub async fn match_subscriber(
        &self,
        phone: &PhoneNumber,
        identity: &IdentityNumber,
        name: &PersonName,
        birth: &BirthDate,
        correlator: Uuid,
    ) -> SubscriberAnswer {
        let started = Instant::now();
        let unaccented = name.unaccented();
        let mut answer = Meaning::NameOnly;
        for name in [name.as_str(), unaccented.as_str()] {
            let question = Question::new(phone, identity, name, birth);
            answer = self.ask_match(&question, correlator).await;
            if answer != Meaning::NameOnly {
                break;
            }
        }
        let answer = match answer {
            Meaning::Settled(answer) => answer,
            Meaning::NameOnly => SubscriberAnswer::Mismatch,
        };
        tracing::info!(?answer, ms = ms_since(started), %correlator, "operator asked about a subscriber");
        answer
    }

    /// Asks whether the SIM of a number was changed in the last so many days (100 at most).
    pub async fn sim_changed(&self, phone: &PhoneNumber, days: u16, correlator: Uuid) -> SimAnswer {
        let started = Instant::now();
        let question = sim_swap::Question::new(phone, days);
        let answer = match self.post("/sim-swap/v2/check", &question, correlator).await {
            Ok(Reply::Said(answer)) => sim_swap::said(&answer),
            Ok(Reply::Refused(status, code)) => sim_swap::refused(status.as_u16(), &code),
            Err(NoReply) => SimAnswer::Unreachable,
        };
        // Whether it was changed is about a person and stays out of the log.
        let known = matches!(answer, SimAnswer::Changed | SimAnswer::Unchanged);
        tracing::info!(known, ms = ms_since(started), %correlator, "operator asked about a SIM");
        answer
    }

    async fn ask_match(&self, question: &Question<'_>, correlator: Uuid) -> Meaning {
        use SubscriberAnswer as A;
        let settled = match self.post("/kyc-match/v0.4/match", question, correlator).await {
            Ok(Reply::Said(answer)) => match serde_json::from_slice::<Answer>(&answer) {
                Ok(answer) => return answer.meaning(),
                Err(_) => A::Unreachable,
            },
            Ok(Reply::Refused(status, code)) => match (status.as_u16(), code.as_str()) {
                (404, "IDENTIFIER_NOT_FOUND") => A::Mismatch,
                (403, "KNOW_YOUR_CUSTOMER.ID_DOCUMENT_MISMATCH") => A::Mismatch,
                (422, "SERVICE_NOT_APPLICABLE") => A::NotAvailable,
                _ => A::Unreachable,
            },
            Err(NoReply) => A::Unreachable,
        };
        Meaning::Settled(settled)
    }

    /// Posts a question and notes whether the operator serves us.
    async fn post<Q: Serialize>(
        &self,
        path: &str,
        question: &Q,
        correlator: Uuid,
    ) -> Result<Reply, NoReply> {
        let reply = self.posted(path, question, correlator).await;
        self.pulse.note(match &reply {
            Ok(Reply::Said(_)) => true,
            Ok(Reply::Refused(status, _)) => {
                let no_service = [StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS];
                status.is_client_error() && !no_service.contains(status)
            }
            Err(NoReply) => false,
        });
        reply
    }

    /// Posts a question; a token that was refused is renewed once.
    async fn posted<Q: Serialize>(
        &self,
        path: &str,
        question: &Q,
        correlator: Uuid,
    ) -> Result<Reply, NoReply> {
        let mut renewed = false;
        loop {
            let token = self.tokens.token().await.map_err(|_| no_reply("no token", correlator))?;
            let mut request = self
                .client
                .post(format!("{}{path}", self.base))
                .header("x-correlator", correlator.to_string())
                .json(question);
            if let Some(token) = &token {
                request = request.bearer_auth(token.reveal());
            }
            let response = request.send().await.map_err(|error| {
                no_reply(
                    if error.is_timeout() { "time ran out" } else { "no connection" },
                    correlator,
                )
            })?;
            let status = response.status();
            let again = status == StatusCode::UNAUTHORIZED && !renewed;
            if again && self.tokens.refused(token.as_ref()) {
                renewed = true;
                continue;
            }
            let answer =
                body(response).await.map_err(|_| no_reply("the answer broke off", correlator))?;
            if status.is_success() {
                return Ok(Reply::Said(answer));
            }
            let code = serde_json::from_slice::<CamaraError>(&answer)
                .map_or_else(|_| String::new(), |error| error.code);
            tracing::warn!(status = status.as_u16(), code = loggable(&code), %correlator, "operator refused");
            return Ok(Reply::Refused(status, code));
        }
    }
}

fn no_reply(why: &'static str, correlator: Uuid) -> NoReply {
    tracing::warn!(why, %correlator, "operator not reached");
    NoReply
}

/// CAMARA's codes are capitals, dots and underscores; anything else might repeat what we sent.
fn loggable(code: &str) -> &str {
    let plain = |c: char| c.is_ascii_uppercase() || matches!(c, '.' | '_');
    if code.len() <= 64 && code.chars().all(plain) { code } else { "unreadable" }
}

fn ms_since(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}
