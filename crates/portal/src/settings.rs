//! The settings of the portal.

use credentials::limit::Limit;
use ground::Span;
use outside::openid;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::PathBuf;

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
    /// How long somebody stays signed in.
    pub session: Session,
    /// Searching the catalogue.
    pub search: Search,
    /// The systems the portal is connected to.
    pub connections: Connections,
    /// What the pages of help say.
    pub help: Help,
    /// The OpenID providers people may sign in with, in the order of their buttons.
    pub providers: Vec<openid::Settings>,
}

/// How long somebody stays signed in (OWASP ASVS 7.3), and how long signing in may take.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// How long a session lasts after the person was seen last.
    pub idle: Span,
    /// How long it lasts at most.
    pub at_most: Span,
    /// How long a person may take at the provider.
    pub attempt: Span,
    /// Attempts to sign in from one address.
    pub attempts_per_address: Limit,
}

/// Searching the catalogue.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// A file of what people here say instead of what stands in the catalogue, beside what the
    /// program knows; empty for none.
    pub vocabulary: PathBuf,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle: Span::from_minutes(30),
            at_most: Span::from_hours(12),
            attempt: Span::from_minutes(10),
            attempts_per_address: Limit::new(1_000, Span::from_minutes(10)),
        }
    }
}

/// The systems the portal is connected to, as *Tích hợp kết nối* shows them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Connections {
    /// The public address of the account service, without a slash at the end; empty for none.
    pub account_url: String,
    /// How often it and the providers are asked how they are.
    pub look_every: Span,
    /// How long the account service may take to answer.
    pub timeout: Span,
    /// PEM file of the only certificate authorities trusted for it; the system's if left out.
    pub ca_file: Option<PathBuf>,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            account_url: String::new(),
            look_every: Span::from_seconds(20),
            timeout: Span::from_seconds(5),
            ca_file: None,
        }
    }
}

/// What the pages of help say beside what is the same everywhere. `house.help_phone` is the
/// telephone number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Help {
    /// The mail address people may write to; empty for none.
    pub mail: String,
    /// Where people may come, in Vietnamese; empty for none.
    pub address_vi: String,
    /// The same in English.
    pub address_en: String,
    /// When somebody is there, in Vietnamese; empty for none.
    pub hours_vi: String,
    /// The same in English.
    pub hours_en: String,
}

impl Settings {
    /// Checks what the types let through.
    ///
    /// # Errors
    /// The first thing that is wrong, with its key, in words for the person who runs the program.
    pub fn check(&self) -> Result<(), String> {
        let mut known = BTreeSet::new();
        for provider in &self.providers {
            let wrong = |what: String| format!("providers.{what}");
            provider.check().map_err(wrong)?;
            if !known.insert(&provider.id) {
                let id = &provider.id;
                return Err(wrong(format!("id: \"{id}\" stands twice; each needs one of its own")));
            }
        }
        Ok(())
    }
}
