//! Settings of the SMS gateways: which is used, and which stands in.

use super::{http, smpp};
use ground::{Fault, Span};
use serde::Deserialize;

/// Settings of the SMS gateways.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How the first gateway is spoken to: "smpp" or "http".
    pub gateway: GatewayKind,
    /// The first gateway where it speaks SMPP 3.4.
    pub smpp: smpp::Settings,
    /// The first gateway where it is called by HTTP.
    pub http: http::Settings,
    /// A second gateway, tried when the first cannot be reached; none by default.
    pub second: Option<Second>,
    /// Also try the second gateway when the first did not answer in time: the citizen may then get
    /// the same message twice.
    pub retry_after_timeout: bool,
}

/// Settings of the second gateway.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Second {
    /// How the second gateway is spoken to: "smpp" or "http".
    pub gateway: GatewayKind,
    /// The second gateway where it speaks SMPP 3.4.
    pub smpp: smpp::Settings,
    /// The second gateway where it is called by HTTP.
    pub http: http::Settings,
}

/// How a gateway is spoken to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GatewayKind {
    /// SMPP 3.4 over TCP, with delivery receipts.
    #[default]
    Smpp,
    /// One HTTP request for each message, by template, without receipts.
    Http,
}

impl Settings {
    /// The longest that handing one message over may take, every gateway tried.
    pub fn longest_sending(&self) -> Span {
        let second = self.second.as_ref();
        let second = second.map(|second| longest(second.gateway, &second.smpp, &second.http));
        let first = longest(self.gateway, &self.smpp, &self.http);
        Span::from_ms(first.as_ms() + second.unwrap_or(Span::ZERO).as_ms())
    }

    /// Whether a gateway could be made from these, without speaking to anybody.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Fault> {
        check(self.gateway, &self.smpp, &self.http)?;
        match &self.second {
            Some(second) => check(second.gateway, &second.smpp, &second.http),
            None => Ok(()),
        }
    }
}

fn longest(kind: GatewayKind, smpp: &smpp::Settings, http: &http::Settings) -> Span {
    match kind {
        GatewayKind::Smpp => smpp.longest_sending(),
        GatewayKind::Http => http.timeout,
    }
}

fn check(kind: GatewayKind, smpp: &smpp::Settings, http: &http::Settings) -> Result<(), Fault> {
    match kind {
        GatewayKind::Smpp => smpp.check(),
        GatewayKind::Http => http::HttpGateway::new(http.clone()).map(drop),
    }
}
