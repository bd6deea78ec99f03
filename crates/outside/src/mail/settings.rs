//! Settings of the mail relay.

use ground::{Secret, Span};
use serde::Deserialize;
use std::path::PathBuf;

/// Settings of the mail relay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name or address of the relay.
    pub host: String,
    /// Port of the relay: 25, 587 for STARTTLS, 465 for implicit TLS.
    pub port: u16,
    /// How the connection is kept private: "none", "starttls" or "implicit".
    pub tls: Tls,
    /// PEM file of a certificate authority trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// The name we sign in with; none where the relay knows us otherwise.
    pub user: Option<String>,
    /// The password we sign in with.
    pub password: Secret,
    /// The sender: an address, or a name and an address: "Một Cửa <no-reply@example.gov.vn>".
    pub from: String,
    /// How long one step of a delivery may take; the whole takes three times as long at most.
    pub timeout: Span,
}

/// How a connection to the relay is kept private.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Not at all: a relay on the same machine or line.
    #[default]
    None,
    /// The connection is upgraded before anything is said; a relay that cannot is not used.
    Starttls,
    /// The connection begins with TLS.
    Implicit,
}

/// How many timeouts of one step a whole delivery may take: connect, greet, sign in, address, send.
const STEPS: i64 = 3;

impl Settings {
    /// The longest that handing one mail over may take.
    pub fn longest_sending(&self) -> Span {
        Span::from_ms(self.timeout.as_ms().saturating_mul(STEPS))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: 25,
            tls: Tls::None,
            ca_file: None,
            user: None,
            password: Secret::new(""),
            from: "Một Cửa <no-reply@localhost.localdomain>".to_owned(),
            timeout: Span::from_seconds(5),
        }
    }
}
