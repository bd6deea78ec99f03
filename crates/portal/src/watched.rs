//! How the systems are that the portal is connected to: what a worker saw of them last, kept for the
//! page that shows it. Each node keeps what it saw itself.

use ground::{Moment, Span};
use outside::Report;
use outside::condition::{Condition, Lately};
use outside::report::NoReport;
use std::sync::{PoisonError, RwLock};

/// What the account service saw so long ago says nothing about now.
const STALE: Span = Span::from_minutes(2);

/// What was seen last.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The providers people sign in with, in their order.
    pub providers: Vec<Lately>,
    /// The account service.
    pub account: Lately,
    /// What it reported last of the parties it speaks to.
    pub report: Option<Report>,
    /// When somebody looked last; none where nobody has.
    pub looked_at: Option<Moment>,
}

impl Seen {
    /// The account service's report, where it says what is so at this moment: it answered when it
    /// was asked last, and had looked itself not long before.
    pub fn report_of(&self, now: Moment) -> Option<&Report> {
        let report = self.report.as_ref()?;
        let is_fresh = report.looked_at.is_some_and(|at| now.since(at) <= STALE);
        (self.account.condition == Condition::Works && is_fresh).then_some(report)
    }
}

/// What was seen, kept.
#[derive(Debug)]
pub struct Watched(RwLock<Seen>);

impl Watched {
    /// So many providers, and nobody has looked yet.
    pub fn new(providers: usize) -> Self {
        Self(RwLock::new(Seen {
            providers: vec![Lately::UNSEEN; providers],
            account: Lately::UNSEEN,
            report: None,
            looked_at: None,
        }))
    }

    /// What was seen last.
    pub fn seen(&self) -> Seen {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes how the providers are.
    pub fn note_providers(&self, conditions: &[Condition], now: Moment) {
        self.change(now, |seen| {
            for (lately, condition) in seen.providers.iter_mut().zip(conditions) {
                lately.note(*condition, now);
            }
        });
    }

    /// Notes what the account service answered. Its last report is kept where none came.
    pub fn note_account(&self, answer: Result<Report, NoReport>, now: Moment) {
        self.change(now, |seen| match answer {
            Ok(report) => {
                seen.account.note(Condition::Works, now);
                seen.report = Some(report);
            }
            Err(NoReport) => seen.account.note(Condition::Troubled, now),
        });
    }

    fn change(&self, now: Moment, change: impl FnOnce(&mut Seen)) {
        let mut seen = self.0.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut seen);
        seen.looked_at = Some(now);
    }
}
