//! Letters: messages and mails that must go out after a commit.
//!
//! A letter is a row with a job, written in the business transaction. It keeps a reference to what
//! it speaks of; its text is made when it is sent, so that no code and no text lies in a table. Its
//! row remembers when it was queued, sent, delivered or failed; its state is computed from that.

mod records;
mod delivery;
mod receipts;
mod post_office;
#[cfg(test)]
mod tests;

pub use post_office::{Compose, PostOffice};
pub use records::{first_taken, state, sweep, write, write_for};

use ground::{Moment, Span};
use serde_json::Value;
use std::fmt;
use uuid::Uuid;

/// How a letter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// To a telephone.
    Sms,
    /// To a mail address.
    Mail,
}

/// A letter to be written.
#[derive(Clone)]
pub struct NewLetter {
    /// How it travels.
    pub channel: Channel,
    /// Which letter it is; its slice knows the text of each kind.
    pub kind: &'static str,
    /// What it speaks of: ids, never personal data.
    pub reference: Value,
    /// The language it is written in, as a code.
    pub language: &'static str,
    /// A number in E.164 or a mail address. Stored sealed.
    pub address: String,
}

impl fmt::Debug for NewLetter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is personal.
        write!(out, "NewLetter({}, {:?})", self.kind, self.channel)
    }
}

/// A letter about to be sent, for whoever writes its text.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its row.
    pub id: Uuid,
    /// Which letter it is.
    pub kind: String,
    /// What it speaks of.
    pub reference: Value,
    /// The language it is written in, as a code.
    pub language: String,
}

/// The text of a letter.
#[derive(Clone, PartialEq, Eq)]
pub enum Text {
    /// For a telephone.
    Sms(String),
    /// For a mail address: subject and body.
    Mail {
        /// The subject.
        subject: String,
        /// The body, plain.
        body: String,
    },
    /// Not yet: it is asked for again then.
    Later(Moment),
    /// Nothing is sent: what the letter speaks of is over.
    Obsolete,
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text may hold a code or a link that serves its bearer.
        out.write_str(match self {
            Self::Sms(_) => "Sms(…)",
            Self::Mail { .. } => "Mail(…)",
            Self::Later(_) => "Later(…)",
            Self::Obsolete => "Obsolete",
        })
    }
}

/// How far a letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn.
    Queued,
    /// The gateway has it.
    Sent,
    /// It has arrived.
    Delivered,
    /// It will not arrive, or nobody knows.
    Failed,
}

/// How often and how patiently a letter is tried.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// After so many failed attempts a letter is given up.
    pub attempts: i32,
    /// How long to wait after the first failure; doubled after each further one.
    pub first_wait: Span,
    /// The longest wait between two attempts.
    pub longest_wait: Span,
    /// How long a notice is tried that somebody must get, however long a gateway is away.
    pub notices_for: Span,
    /// The longest wait between two attempts of such a notice.
    pub notices_wait: Span,
    /// How many letters are on their way at once, on one node.
    pub at_once: usize,
    /// How long a node may hold a letter before another takes it for lost; longer than all
    /// gateways together may take with it.
    pub lease: Span,
    /// How long the row of a letter is kept, with its sealed address and what became of it.
    pub kept: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            attempts: 8,
            first_wait: Span::from_seconds(1),
            longest_wait: Span::from_minutes(1),
            notices_for: Span::from_hours(48),
            notices_wait: Span::from_minutes(15),
            at_once: 8,
            lease: Span::from_seconds(45),
            kept: Span::from_days(30),
        }
    }
}

impl Settings {
    /// How long to wait after so many attempts, of a letter or of a notice.
    fn wait_after(&self, attempts: i32, is_notice: bool) -> Span {
        let longest = if is_notice { self.notices_wait } else { self.longest_wait };
        let doubled = 1_i64 << (attempts - 1).clamp(0, 20);
        let wait = self.first_wait.as_ms().saturating_mul(doubled);
        Span::from_ms(wait.min(longest.as_ms()))
    }
}

/// What a letter's row says about its way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    sent_at: Option<Moment>,
    delivered_at: Option<Moment>,
    failed_at: Option<Moment>,
}

impl Way {
    fn state(self) -> State {
        match self {
            Self { delivered_at: Some(_), .. } => State::Delivered,
            Self { failed_at: Some(_), .. } => State::Failed,
            Self { sent_at: Some(_), .. } => State::Sent,
            _ => State::Queued,
        }
    }
}
