//! The configuration: one typed TOML file, environment overrides, clear words where it is wrong.
//!
//! This file only gathers: what can be set stands in the crate that uses it.

mod check;
#[cfg(test)]
mod tests;

use crate::Refusal;
use config::{Config as Sources, Environment, File, FileFormat};
use ground::Span;
use serde::{Deserialize, Deserializer, de};
use std::collections::HashMap;
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
    #[serde(deserialize_with = "address")]
    pub(crate) portal: SocketAddr,
    /// The account service's address.
    #[serde(deserialize_with = "address")]
    pub(crate) account: SocketAddr,
    /// The address of the figures for Prometheus; a loopback one.
    #[serde(deserialize_with = "address")]
    pub(crate) metrics: SocketAddr,
    /// How long a client may take nothing of an answer before its connection is closed.
    pub(crate) unread: Span,
}

impl Default for Listen {
    fn default() -> Self {
        let loopback = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self {
            portal: loopback(8080),
            account: loopback(8081),
            metrics: loopback(8086),
            unread: web::server::UNREAD_AT_MOST,
        }
    }
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| {
        let right = "an address and a port, for example \"127.0.0.1:8080\"";
        de::Error::invalid_value(de::Unexpected::Str(&text), &right)
    })
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

/// What every variable that overrides a setting begins with: `MOTCUA__LISTEN__PORTAL`.
const PREFIX: &str = "MOTCUA";

/// Settings that are lists. In a variable their values are parted by commas.
const LISTS: [&str; 3] =
    ["account.one_time_code.resend_waits", "account.trusted_proxies", "portal.trusted_proxies"];

/// Variables of the environment.
type Variables = HashMap<String, String>;

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
        Self::read(text, name, variables()?)
    }

    /// Reads a text and these variables over it.
    fn read(text: &str, name: &str, variables: Variables) -> Result<Self, Refusal> {
        let wrong = |what: &dyn std::fmt::Display| Refusal(format!("{name}: {what}"));
        let (lists, single) = part(variables);
        let environment = Environment::with_prefix(PREFIX)
            .prefix_separator("__")
            .separator("__")
            .source(Some(single));
        let mut sources = Sources::builder()
            .add_source(File::from_str(text, FileFormat::Toml))
            .add_source(environment);
        for (key, values) in lists {
            sources = sources.set_override(key, values).map_err(|error| wrong(&error))?;
        }
        let sources = sources.build().map_err(|error| wrong(&error))?;
        let config: Self = serde_path_to_error::deserialize(sources.clone()).map_err(|error| {
            let path = error.path().to_string();
            wrong(&said(&sources, &path, &error.into_inner().to_string()))
        })?;
        config.check().map_err(|what| wrong(&what))?;
        Ok(config)
    }
}

/// A refusal of the reader with the key, the value and what would be right. Secrets are texts,
/// which only a missing file can make wrong, and the value of an unknown key is left out: no secret
/// is repeated here.
fn said(sources: &Sources, path: &str, what: &str) -> String {
    let what = what.split(" for key `").next().unwrap_or(what);
    let value = sources.get_string(path).ok().filter(|_| !what.starts_with("unknown field"));
    let Some(value) = value else { return format!("{path}: {what}") };
    match choices(path, &value) {
        Some(what) => format!("{path}: {what}"),
        None if what.contains(&value) => format!("{path}: {what}"),
        None => format!("{path}: \"{value}\": {what}"),
    }
}

/// What the TOML reader says about a setting with a few choices: it names them, which the reader
/// of merged sources does not.
fn choices(path: &str, value: &str) -> Option<String> {
    let mut setting = toml::Value::from(value);
    for key in path.rsplit('.') {
        setting = toml::Table::from_iter([(key.to_owned(), setting)]).into();
    }
    let mut alone: toml::Table = setting.try_into().ok()?;
    let keys = toml::Table::from_iter([("file".to_owned(), "keys.toml".into())]);
    alone.entry("keys").or_insert_with(|| keys.into());
    let said = alone.try_into::<Config>().err()?.to_string();
    said.lines().next().filter(|said| said.starts_with("unknown variant")).map(str::to_owned)
}

/// The variables that override settings.
fn variables() -> Result<Variables, Refusal> {
    let prefix = format!("{PREFIX}__");
    let ours = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with(&prefix))?;
        Some((name, value))
    });
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(Refusal(format!("the variable {name} holds something else than UTF-8"))),
    })
    .collect()
}

/// Parts the variables of lists, with their values, from all others. The others stay texts until
/// their setting's type reads them: a password of figures keeps its zeros.
fn part(mut variables: Variables) -> (Vec<(&'static str, Vec<String>)>, Variables) {
    let mut lists = Vec::new();
    for key in LISTS {
        let name = format!("{PREFIX}__{}", key.to_uppercase().replace('.', "__"));
        if let Some(value) = variables.remove(&name) {
            let values = value.split(',').map(|value| value.trim().to_owned());
            lists.push((key, values.filter(|value| !value.is_empty()).collect()));
        }
    }
    (lists, variables)
}
