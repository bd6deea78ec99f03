//! `Span`: a length of time as settings write it (`90s`, `30m`, `12h`, `30d`).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A length of time in milliseconds, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// From milliseconds; negative ones count as none.
    pub const fn from_ms(ms: i64) -> Self {
        Self(if ms < 0 { 0 } else { ms })
    }

    /// From seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self::from_ms(seconds * 1_000)
    }

    /// From minutes.
    pub const fn from_minutes(minutes: i64) -> Self {
        Self::from_seconds(minutes * 60)
    }

    /// From hours.
    pub const fn from_hours(hours: i64) -> Self {
        Self::from_minutes(hours * 60)
    }

    /// From days of 24 hours.
    pub const fn from_days(days: i64) -> Self {
        Self::from_hours(days * 24)
    }

    /// In milliseconds.
    pub const fn as_ms(self) -> i64 {
        self.0
    }

    /// In whole seconds, rounded up, so that nobody is told to come back too early.
    pub const fn as_seconds(self) -> i64 {
        (self.0 + 999) / 1_000
    }

    /// In whole minutes, rounded up.
    pub const fn as_minutes(self) -> i64 {
        (self.0 + 59_999) / 60_000
    }

    /// For timers.
    pub const fn duration(self) -> Duration {
        Duration::from_millis(self.0.unsigned_abs())
    }
}

const UNITS: [(&str, i64); 5] =
    [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// A text that is no span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASpan;

impl fmt::Display for NotASpan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(
            "a length of time is a whole number and ms, s, m, h or d, for example \"30m\"",
        )
    }
}

impl std::error::Error for NotASpan {}

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or(NotASpan)?;
        let (figure, unit) = text.split_at(split);
        let figure: i64 = figure.parse().map_err(|_| NotASpan)?;
        let (_, ms) = UNITS.iter().find(|(name, _)| *name == unit.trim()).ok_or(NotASpan)?;
        figure.checked_mul(*ms).map(Self).ok_or(NotASpan)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = UNITS.iter().rev().find(|(_, ms)| self.0 % ms == 0 && self.0 >= *ms);
        match unit {
            Some((name, ms)) => write!(out, "{}{name}", self.0 / ms),
            None => out.write_str("0s"),
        }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| {
            de::Error::invalid_value(
                de::Unexpected::Str(&text),
                &"a length of time: a whole number and ms, s, m, h or d, for example \"30m\"",
            )
        })
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_settings_write() {
        assert_eq!("30m".parse(), Ok(Span::from_minutes(30)));
        assert_eq!("1500ms".parse(), Ok(Span::from_ms(1500)));
        assert_eq!("7d".parse::<Span>().unwrap().to_string(), "7d");
        for wrong in ["", "m", "30", "-5m", "1.5h", "99999999999999999d"] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn rounds_waiting_times_up() {
        assert_eq!(Span::from_ms(1).as_seconds(), 1);
        assert_eq!(Span::from_ms(60_001).as_minutes(), 2);
    }
}
