//! `Moment`: a point in time as a value. Only the program (`motcua`) and tests make a [`Clock`].

use crate::Span;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// From milliseconds since the Unix epoch.
    pub const fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The moment `span` later.
    #[must_use]
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.as_ms()))
    }

    /// The moment `span` earlier.
    #[must_use]
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.as_ms()))
    }

    /// How long after `earlier` this is; nothing where it is not after it.
    pub fn since(self, earlier: Self) -> Span {
        Span::from_ms(self.0.saturating_sub(earlier.0).max(0))
    }

    /// How long until `later`; nothing where that has passed.
    pub fn until(self, later: Self) -> Span {
        later.since(self)
    }

    /// RFC 3339 in UTC, to the millisecond.
    pub fn to_rfc3339(self) -> String {
        format!("{:.3}", self.timestamp())
    }

    /// From RFC 3339 with any offset.
    ///
    /// # Errors
    /// A text that is no RFC 3339 time.
    pub fn from_rfc3339(text: &str) -> Result<Self, jiff::Error> {
        text.parse::<Timestamp>().map(|at| Self(at.as_millisecond()))
    }

    /// Date and time of day in Vietnam (UTC+7, no daylight saving): `22/11/2026 18:05`.
    pub fn in_vietnam(self) -> String {
        self.timestamp().to_zoned(vietnam()).strftime("%d/%m/%Y %H:%M").to_string()
    }

    /// Time of day in Vietnam: `18:05`.
    pub fn time_in_vietnam(self) -> String {
        self.timestamp().to_zoned(vietnam()).strftime("%H:%M").to_string()
    }

    /// The calendar day in Vietnam.
    pub fn day_in_vietnam(self) -> jiff::civil::Date {
        self.timestamp().to_zoned(vietnam()).date()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

fn vietnam() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_rfc3339())
    }
}

/// Where moments come from. Handed down from the program; tests hold one they can move.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// A clock that reads `now`.
    pub fn new(now: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The moment it is.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_rfc3339() {
        let at = Moment::from_rfc3339("2026-11-22T18:05:00.250+07:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-22T11:05:00.250Z");
        assert_eq!(at.in_vietnam(), "22/11/2026 18:05");
        assert_eq!(at.plus(Span::from_minutes(5)).since(at), Span::from_minutes(5));
        assert_eq!(at.since(at.plus(Span::from_minutes(5))), Span::ZERO);
    }
}
