//! The settings of the portal.

use serde::Deserialize;
use std::net::IpAddr;

/// Everything that can be set about the portal.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How the house presents itself.
    pub house: web::House,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Its database.
    pub database: store::Settings,
}
