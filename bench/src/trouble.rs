//! Why a bench or a citizen could not go on.

use std::fmt;

/// Why a citizen, or a bench, could not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The other side is not there or hung up: whoever meets this may try again.
    Away(String),
    /// The other side answered, but not as it should.
    Wrong(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Away(what) => write!(out, "away: {what}"),
            Self::Wrong(what) => out.write_str(what),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Away(error.to_string())
    }
}
