//! The configuration: one typed TOML file, environment overrides, clear words where it is wrong.
//!
//! This file only gathers: what can be set stands in the crate that uses it.

use crate::Refusal;
use config::{Config as Sources, Environment, File, FileFormat};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything that can be set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The account service.
    #[serde(default)]
    pub(crate) account: account::Settings,
    /// The portal.
    #[serde(default)]
    pub(crate) portal: portal::Settings,
    /// The invented outside world; for the demonstration only.
    #[serde(default)]
    pub(crate) sandbox: sandbox::Settings,
    /// Where the program listens.
    #[serde(default)]
    pub(crate) listen: Listen,
    /// The keys that seal personal data.
    pub(crate) keys: Keys,
    /// What the program writes about its work.
    #[serde(default)]
    pub(crate) log: Log,
}

/// Where the program listens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Listen {
    /// The portal's address.
    pub(crate) portal: SocketAddr,
    /// The account service's address.
    pub(crate) account: SocketAddr,
    /// The address of the figures for Prometheus; a loopback one.
    pub(crate) metrics: SocketAddr,
}

impl Default for Listen {
    fn default() -> Self {
        let loopback = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self { portal: loopback(8080), account: loopback(8081), metrics: loopback(8086) }
    }
}

/// The keys that seal personal data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    /// The key file.
    pub(crate) file: PathBuf,
}

/// What the program writes about its work.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    /// `json` for machines, `text` for people.
    pub(crate) format: LogFormat,
    /// `error`, `warn`, `info` or `debug`; or a filter such as `info,store=debug`.
    pub(crate) level: String,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Plain lines.
    Text,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Json, level: "info".into() }
    }
}

/// Lists of values that may stand in one environment variable, parted by commas.
const LISTS: [&str; 3] =
    ["account.one_time_code.resend_waits", "account.trusted_proxies", "portal.trusted_proxies"];

impl Config {
    /// Reads a file and the environment over it.
    pub(crate) fn of_file(path: &Path) -> Result<Self, Refusal> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Refusal(format!("the configuration {} cannot be read: {error}", path.display()))
        })?;
        Self::of_text(&text, &path.display().to_string())
    }

    /// Reads a text and the environment over it. `name` is what messages call the text.
    pub(crate) fn of_text(text: &str, name: &str) -> Result<Self, Refusal> {
        let mut environment = Environment::with_prefix("MOTCUA")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",");
        for list in LISTS {
            environment = environment.with_list_parse_key(list);
        }
        let sources = Sources::builder()
            .add_source(File::from_str(text, FileFormat::Toml))
            .add_source(environment)
            .build()
            .map_err(|error| Refusal(format!("{name}: {error}")))?;
        let config: Self = serde_path_to_error::deserialize(sources).map_err(|error| {
            let (path, what) = (error.path().to_string(), error.into_inner());
            Refusal(format!("{name}: {path}: {what}"))
        })?;
        config.check().map_err(|what| Refusal(format!("{name}: {what}")))?;
        Ok(config)
    }

    /// What a type alone does not say.
    fn check(&self) -> Result<(), String> {
        if !self.listen.metrics.ip().is_loopback() {
            let given = self.listen.metrics;
            return Err(format!(
                "listen.metrics: \"{given}\" can be reached from outside; a loopback address \
                 such as \"127.0.0.1:8086\" would be right"
            ));
        }
        let longest = ground::Span::from_minutes(10);
        let lifetime = self.account.one_time_code.lifetime;
        if lifetime > longest {
            return Err(format!(
                "account.one_time_code.lifetime: \"{lifetime}\" is too long; at most \"{longest}\" \
                 would be right (NIST SP 800-63B)"
            ));
        }
        self.account.sms.check().map_err(|fault| format!("account.sms: {fault}"))?;
        for (key, house) in [("account", &self.account.house), ("portal", &self.portal.house)] {
            let url = &house.public_url;
            if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
                return Err(format!(
                    "{key}.house.public_url: \"{url}\" is no public address; \
                     \"https://dichvucong.example.vn\", without a slash at the end, would be right"
                ));
            }
        }
        Ok(())
    }
}
