//! Settings of passwords.

use argon2::Params;
use ground::Span;
use serde::Deserialize;
use std::fmt;

/// How passwords are judged and hashed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Fewest characters of a password of lower case, upper case, digit and special character.
    pub shortest_mixed: usize,
    /// Fewest characters of a password of any composition (where `shortest_mixed` is the same,
    /// length alone counts, as NIST SP 800-63B-4 wants it).
    pub shortest_any: usize,
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes of one hash; more than one gains nothing here, for one hash runs on one core.
    pub lanes: u32,
    /// Hashes computed at once, each with its own memory; 0 is one per core.
    pub at_once: usize,
    /// How long signing in waits for its turn before it is told to come back.
    pub queue_wait: Span,
    /// How long setting a new password waits for its turn; longer, for much was typed before it.
    pub queue_wait_new: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shortest_mixed: 8,
            shortest_any: 15,
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
            at_once: 0,
            queue_wait: Span::from_ms(250),
            queue_wait_new: Span::from_seconds(5),
        }
    }
}

/// A setting that cannot be, in words for the person who runs the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongSetting(String);

impl fmt::Display for WrongSetting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for WrongSetting {}

impl Settings {
    /// Argon2's parameters.
    ///
    /// # Errors
    /// A figure that Argon2 (RFC 9106, 3.1) does not allow, with what would be right.
    pub(super) fn params(&self) -> Result<Params, WrongSetting> {
        Params::new(self.memory_kib, self.passes, self.lanes, None).map_err(|error| {
            WrongSetting(format!(
                "password.memory_kib = {}, passes = {}, lanes = {}: {error}; right are memory of at \
                 least 8 KiB a lane, 1 pass and 1 lane, for example 19456, 2 and 1",
                self.memory_kib, self.passes, self.lanes
            ))
        })
    }

    /// Hashes at once: as set, or one per core.
    pub(super) fn hashes_at_once(&self) -> usize {
        match self.at_once {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            set => set,
        }
    }
}
