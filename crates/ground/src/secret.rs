//! `Secret`: a text that never shows itself in a log, an error or a debug print.

use serde::{Deserialize, Deserializer};
use std::fmt;
use zeroize::Zeroize;

/// A secret text. In settings it is written as itself, or as `file:/path` whose first line it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let Some(path) = text.strip_prefix("file:") else { return Ok(Self(text)) };
        let whole = std::fs::read_to_string(path).map_err(|error| {
            serde::de::Error::custom(format!("the secret file {path} cannot be read: {error}"))
        })?;
        match whole.lines().next().unwrap_or_default() {
            // Who names a file wants a secret: going on without one would be no answer.
            "" => Err(serde::de::Error::custom(format!("the secret file {path} begins empty"))),
            secret => Ok(Self(secret.to_owned())),
        }
    }
}
