//! How an outside party is, as far as it was seen: by what the last real exchange with it came to,
//! and where there was none by a question that costs nothing. And the report of all of them, as one
//! house publishes it and another reads it: no host, no name, nothing about anybody.

use ground::Moment;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{PoisonError, RwLock};

/// How a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It did what it was asked.
    Works,
    /// It was away, silent, or would not serve us.
    Troubled,
    /// Nobody has seen it yet.
    Unknown,
}

impl Condition {
    /// The condition of a party that did, or did not, what it was asked.
    pub(crate) fn of(serves: bool) -> Self {
        if serves { Self::Works } else { Self::Troubled }
    }
}

/// The parties that are reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who takes our text messages.
    Sms,
    /// Who knows whose a subscription is.
    Operator,
    /// Who takes our mails.
    Mail,
}

/// How a party was seen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lately {
    /// How it is.
    pub condition: Condition,
    /// Since when it has been seen so; none where it was never seen.
    #[serde(with = "written")]
    pub since: Option<Moment>,
}

impl Lately {
    /// Before anybody has looked.
    pub const UNSEEN: Self = Self { condition: Condition::Unknown, since: None };

    /// Notes how it is now. What stays as it was keeps its moment, and not having seen it this time
    /// takes nothing back.
    pub fn note(&mut self, condition: Condition, now: Moment) {
        if condition != Condition::Unknown && condition != self.condition {
            *self = Self { condition, since: Some(now) };
        }
    }
}

/// How one party is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which one.
    pub party: Party,
    /// How it is.
    #[serde(flatten)]
    pub lately: Lately,
}

/// How all of them are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When they were looked at last; none where nobody has looked yet.
    #[serde(with = "written")]
    pub looked_at: Option<Moment>,
    /// Each of them.
    pub parties: Vec<Seen>,
}

impl Report {
    /// Before anybody has looked.
    pub fn unseen() -> Self {
        let unseen = |party| Seen { party, lately: Lately::UNSEEN };
        let parties = [Party::Sms, Party::Operator, Party::Mail].map(unseen).into();
        Self { looked_at: None, parties }
    }

    /// Notes how a party is now.
    pub fn note(&mut self, party: Party, condition: Condition, now: Moment) {
        self.looked_at = Some(now);
        for seen in self.parties.iter_mut().filter(|seen| seen.party == party) {
            seen.lately.note(condition, now);
        }
    }
}

/// The report of this node, kept for whoever asks.
#[derive(Debug)]
pub struct Board(RwLock<Report>);

impl Default for Board {
    fn default() -> Self {
        Self(RwLock::new(Report::unseen()))
    }
}

impl Board {
    /// How they are now, as far as it was seen.
    pub fn report(&self) -> Report {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes how a party is.
    pub fn note(&self, party: Party, condition: Condition, now: Moment) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).note(party, condition, now);
    }
}

/// Moments as RFC 3339, which people and other programs read.
mod written {
    use ground::Moment;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    #[expect(clippy::ref_option, reason = "serde hands fields over so")]
    pub(super) fn serialize<S: Serializer>(at: &Option<Moment>, to: S) -> Result<S::Ok, S::Error> {
        at.map(Moment::to_rfc3339).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Moment>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| Moment::from_rfc3339(&text).map_err(de::Error::custom)).transpose()
    }
}

/// What the last real exchange with a party came to, until somebody looks.
#[derive(Debug, Default)]
pub(crate) struct Pulse(AtomicU8);

const NOTHING: u8 = 0;
const SERVED: u8 = 1;
const DID_NOT: u8 = 2;

impl Pulse {
    /// Notes what an exchange came to.
    pub(crate) fn note(&self, served: bool) {
        self.0.store(if served { SERVED } else { DID_NOT }, Ordering::Relaxed);
    }

    /// What the last exchange came to, if there was one since somebody looked last.
    pub(crate) fn take(&self) -> Option<bool> {
        match self.0.swap(NOTHING, Ordering::Relaxed) {
            NOTHING => None,
            seen => Some(seen == SERVED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Span;

    const BEGAN: Moment = Moment::from_unix_ms(1_795_000_000_000);

    #[test]
    fn what_stays_as_it_was_keeps_its_moment() {
        let mut report = Report::unseen();
        let later = |minutes| BEGAN.plus(Span::from_minutes(minutes));
        for (minutes, condition, since) in [
            (0, Condition::Unknown, None),
            (1, Condition::Works, Some(later(1))),
            (2, Condition::Works, Some(later(1))),
            (3, Condition::Troubled, Some(later(3))),
            (4, Condition::Unknown, Some(later(3))),
            (5, Condition::Works, Some(later(5))),
        ] {
            report.note(Party::Mail, condition, later(minutes));
            let [sms, _, mail] = &report.parties[..] else { panic!("three parties") };
            assert_eq!(mail.lately.since, since, "after {minutes} minutes");
            assert_eq!(sms.lately.condition, Condition::Unknown);
            assert_eq!(report.looked_at, Some(later(minutes)));
        }
    }

    #[test]
    fn a_report_reads_as_it_was_written() {
        let mut report = Report::unseen();
        report.note(Party::Sms, Condition::Troubled, BEGAN);
        let text = serde_json::to_string(&report).unwrap();
        assert!(
            text.contains(r#""party":"sms","condition":"troubled","since":"2026-11-18T"#),
            "{text}"
        );
        assert!(text.contains(r#""party":"mail","condition":"unknown","since":null"#), "{text}");
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }

    #[test]
    fn an_exchange_counts_until_somebody_looks() {
        let pulse = Pulse::default();
        assert_eq!(pulse.take(), None);
        pulse.note(true);
        pulse.note(false);
        assert_eq!(pulse.take(), Some(false));
        assert_eq!(pulse.take(), None);
    }
}
