//! The settings of officers and of the desk where accounts are given back.

use credentials::limit::Limit;
use ground::Span;
use serde::Deserialize;

/// Officers of the account service. Their pages are closed sooner than a citizen's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Officer {
    /// How long the officers' pages stay open after one of them was used last.
    pub idle: Span,
    /// How long they stay open at most after the officer signed in.
    pub at_most: Span,
}

impl Default for Officer {
    fn default() -> Self {
        Self { idle: Span::from_minutes(15), at_most: Span::from_hours(8) }
    }
}

/// The desk, where an account is given back to whoever shows their card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Desk {
    /// How long a case waits for the second officer.
    pub decided_within: Span,
    /// How long the start on paper serves.
    pub paper: Span,
    /// How long a case is kept after its time is over.
    pub kept: Span,
    /// Accounts and references one officer looks up.
    pub looks_per_officer: Limit,
    /// Times one start is printed.
    pub prints_per_case: Limit,
    /// Codes on paper tried for one identity number, right ones excepted.
    pub tries_per_identity: Limit,
    /// Codes on paper tried from one address.
    pub tries_per_address: Limit,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            decided_within: Span::from_hours(24),
            paper: Span::from_hours(72),
            kept: Span::from_days(30),
            looks_per_officer: Limit::new(60, Span::from_hours(1)),
            prints_per_case: Limit::new(3, Span::from_hours(72)),
            tries_per_identity: Limit::new(10, Span::from_hours(24)),
            tries_per_address: Limit::new(60, Span::from_hours(1)),
        }
    }
}
