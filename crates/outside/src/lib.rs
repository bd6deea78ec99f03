//! The one door to outside parties: SMS gateways, the mobile operator's check, mail,
//! OpenID providers.
//!
//! Every client here is concrete; in development, demonstration and tests the `sandbox` plays the
//! other side over the same wire. A client waits no longer than its settings say and answers with
//! a small enum of its own, so that callers decide what a citizen is told. No log line and no
//! error of this crate carries personal data: only outcomes, durations and correlation ids.

#[cfg(test)]
mod testing;
#[cfg(test)]
mod log_tests;
mod http_client;
pub mod condition;
pub mod report;
pub mod sms;
pub mod telco;
pub mod mail;
pub mod back_channel;
pub mod openid;
pub mod migrations;
pub mod letters;

pub use condition::{Condition, Report};
pub use mail::{Mail, MailClient, MailRefusal};
pub use sms::{MessageId, Receipt, ReceiptState, Sms, SmsGateways, SmsRefusal};
pub use telco::{OperatorClient, SimAnswer, SubscriberAnswer};

/// Log targets of libraries beneath this crate that print whole messages (numbers, codes, binds).
/// The program's log filter switches them off whatever level it is set to.
pub const TARGETS_NEVER_LOGGED: &[&str] = &["rusmpp", "rusmppc"];
