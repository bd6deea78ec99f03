//! What is sent, how a gateway refuses it, and the receipt that comes later.

use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// One text message to one phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// The phone in E.164: `+84…`.
    pub to: String,
    /// The text; it travels in one part while it fits 160 GSM characters or 70 others.
    pub text: String,
    /// The same for every try of the same message, so that a gateway may recognise a repetition.
    pub reference: Uuid,
}

impl fmt::Debug for Sms {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The number is personal and the text may hold a code: neither may reach a log.
        write!(out, "Sms({})", self.reference)
    }
}

/// Why a message was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsRefusal {
    /// The gateway wants us slower, or its queue is full: try again later. It was not accepted.
    Throttled,
    /// The gateway said no.
    Rejected {
        /// Whether the same message would be refused again (a number that does not exist).
        permanent: bool,
        /// What it was about, in our words, fit for a log.
        reason: &'static str,
    },
    /// It was not handed over: no connection.
    Unreachable,
    /// It was handed over and no answer came: it may or may not have been accepted.
    TimedOut,
}

impl fmt::Display for SmsRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Throttled => out.write_str("the SMS gateway wants us slower"),
            Self::Rejected { reason, .. } => write!(out, "the SMS gateway refused: {reason}"),
            Self::Unreachable => out.write_str("the SMS gateway cannot be reached"),
            Self::TimedOut => out.write_str("the SMS gateway did not answer: outcome unknown"),
        }
    }
}

impl std::error::Error for SmsRefusal {}

/// Under which id which gateway knows a message. Two gateways may give the same id to different
/// messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId {
    /// The gateway, the same on every node: the name we bind with and the centre's address.
    pub gateway: Arc<str>,
    /// Its id of the message.
    pub id: String,
}

/// What finally became of a message, as the SMS centre reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What [`super::SmsGateways::submit`] answered. A receipt may arrive before that answer does.
    pub message: MessageId,
    /// What became of the message.
    pub state: ReceiptState,
    /// The centre's own error figures where it gave some, for example `001`.
    pub code: Option<String>,
}

/// The end of a message's way. Passing states ("on its way", "accepted") are not reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptState {
    /// It is on the handset.
    Delivered,
    /// It will not arrive; why, in our words.
    Failed(&'static str),
}
