//! Limits: independent buckets in the database, counted before anything is decided.
//!
//! A bucket counts within a window that begins with its first count, so that a page can say the
//! very moment it reopens. What it counts for (a number, an address) is stored only as a blind
//! index. Buckets are independent: no pair of them stands for another (OWASP, bot management).

mod records;
#[cfg(test)]
mod tests;

pub use records::{Tally, add, clear, count, is_full, look, note, sweep, uncount, used};

use ground::keys::{BlindIndex, KeyRing};
use ground::{Moment, Span};
use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::str::FromStr;

/// So many within so long: `5/1h` in settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many are allowed in one window; 0 closes what it limits.
    pub at_most: u32,
    /// How long a window is.
    pub within: Span,
}

impl Limit {
    /// So many within so long.
    pub const fn new(at_most: u32, within: Span) -> Self {
        Self { at_most, within }
    }
}

/// A text that is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALimit;

impl FromStr for Limit {
    type Err = NotALimit;

    fn from_str(text: &str) -> Result<Self, NotALimit> {
        let (count, span) = text.split_once('/').ok_or(NotALimit)?;
        let at_most = count.trim().parse().map_err(|_| NotALimit)?;
        let within = span.trim().parse().map_err(|_| NotALimit)?;
        // A window of nothing has always ended, so that it would limit nothing.
        if within == Span::ZERO {
            return Err(NotALimit);
        }
        Ok(Self { at_most, within })
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.at_most, self.within)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| {
            let right = "a limit: how many, a slash and a length of time, for example \"5/1h\"";
            de::Error::invalid_value(de::Unexpected::Str(&text), &right)
        })
    }
}

/// What a bucket counts for: a kind and a blind index of the value.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    kind: &'static str,
    key: Vec<u8>,
}

/// Makes buckets; holds the key that blinds what they count for.
#[derive(Clone)]
pub struct Buckets(BlindIndex);

impl Buckets {
    /// Buckets under the keys of a ring.
    pub fn new(ring: &KeyRing) -> Self {
        Self(BlindIndex::new(ring, "limit"))
    }

    /// The bucket of one kind for one value.
    pub fn of(&self, kind: &'static str, value: &str) -> Bucket {
        Bucket { kind, key: self.0.of(&format!("{kind}\0{value}")) }
    }
}

/// Whether one more was allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Counted.
    Left,
    /// Full, and not counted.
    None {
        /// When the window ends and counting begins anew.
        reopens: Moment,
    },
}
