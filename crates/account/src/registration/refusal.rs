//! Why the form of registration comes back though every field is well written.

use crate::account::Account;
use axum::http::StatusCode;

/// How the signed text begins by which an address names a reference.
const REFERENCE: &str = "ma-hen-";

/// Why the form comes back though every field is well written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not; it is new, or fields are to be mended.
    None,
    /// The operator does not hold the number for this person. The reference for the desk.
    Mismatch(String),
    /// The operator cannot be asked now.
    OperatorAway,
    /// The operator does not answer such questions for this number.
    OperatorSilent,
    /// A limit is reached. When it reopens.
    Limit(String),
    /// There is an account (only where the setting says so before proof).
    Exists,
}

impl Refusal {
    /// The status of the page that says it.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::OperatorAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::Limit(_) => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Whether it says already how to see in whose name a subscription stands.
    pub(super) fn explains_subscription(&self) -> bool {
        matches!(self, Self::Mismatch(_))
    }

    /// What the address of its page says of it, for whoever switches the language: the reference,
    /// signed, so that nobody is led to one that we did not give. Empty for everything else.
    pub(super) fn query(&self, account: &Account) -> String {
        match self {
            Self::Mismatch(reference) => {
                format!("?{}", account.links.sealed(&format!("{REFERENCE}{reference}")))
            }
            _ => String::new(),
        }
    }

    /// Read back from an address.
    pub(super) fn of_query(account: &Account, query: &str) -> Option<Self> {
        let reference = account.links.opened(query)?.strip_prefix(REFERENCE)?;
        Some(Self::Mismatch(reference.to_owned()))
    }

    /// As it is kept beside the spent challenge, for the second press of the button.
    pub(super) fn to_outcome(&self) -> String {
        match self {
            Self::None => "form".into(),
            Self::Mismatch(reference) => format!("mismatch {reference}"),
            Self::OperatorAway => "away".into(),
            Self::OperatorSilent => "silent".into(),
            Self::Limit(reopens) => format!("limit {reopens}"),
            Self::Exists => "exists".into(),
        }
    }

    /// Read back from what was kept.
    pub(super) fn of_outcome(outcome: &str) -> Self {
        match outcome.split_once(' ').unwrap_or((outcome, "")) {
            ("mismatch", reference) => Self::Mismatch(reference.to_owned()),
            ("limit", reopens) => Self::Limit(reopens.to_owned()),
            ("away", _) => Self::OperatorAway,
            ("silent", _) => Self::OperatorSilent,
            ("exists", _) => Self::Exists,
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_kept_and_read_back() {
        let all = [
            Refusal::Mismatch("DK-7K3M-9QXT".into()),
            Refusal::OperatorAway,
            Refusal::OperatorSilent,
            Refusal::Limit("22/11/2026 18:05".into()),
            Refusal::Exists,
        ];
        for refusal in all {
            assert_eq!(Refusal::of_outcome(&refusal.to_outcome()), refusal);
        }
    }
}
