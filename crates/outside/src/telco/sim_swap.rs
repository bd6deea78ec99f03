//! CAMARA SIM Swap 2.1: the question, and what an answer means. Pure: no wire here.

use civic::phone_number::PhoneNumber;
use serde::{Deserialize, Serialize};

/// The operator's answer whether the SIM of a number was changed of late. Who holds a number by a
/// new SIM may be somebody else: a code sent there proves little until time has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimAnswer {
    /// It was changed within the time asked about.
    Changed,
    /// It was not.
    Unchanged,
    /// The operator does not know this for the number, or not so far back.
    NotAvailable,
    /// The operator could not be asked now.
    Unreachable,
}

/// The longest time that may be asked about, in hours: 100 days.
const HOURS_AT_MOST: u16 = 2_400;

/// The body of `POST /check`. No `Debug`: it is personal data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Question {
    phone_number: String,
    max_age: u16,
}

impl Question {
    pub(super) fn new(phone: &PhoneNumber, days: u16) -> Self {
        let max_age = days.saturating_mul(24).clamp(1, HOURS_AT_MOST);
        Self { phone_number: phone.e164(), max_age }
    }
}

#[derive(Deserialize)]
struct Answer {
    swapped: bool,
}

/// What a body means that came with success.
pub(super) fn said(body: &[u8]) -> SimAnswer {
    match serde_json::from_slice::<Answer>(body) {
        Ok(Answer { swapped: true }) => SimAnswer::Changed,
        Ok(Answer { swapped: false }) => SimAnswer::Unchanged,
        Err(_) => SimAnswer::Unreachable,
    }
}

/// What a refusal means, by its status and CAMARA's code.
pub(super) fn refused(status: u16, code: &str) -> SimAnswer {
    match (status, code) {
        (404, "IDENTIFIER_NOT_FOUND") | (422, "SERVICE_NOT_APPLICABLE") | (400, "OUT_OF_RANGE") => {
            SimAnswer::NotAvailable
        }
        _ => SimAnswer::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_no_is_unchanged() {
        assert_eq!(said(br#"{"swapped":false}"#), SimAnswer::Unchanged);
        assert_eq!(said(br#"{"swapped":true}"#), SimAnswer::Changed);
        for strange in ["", "{}", r#"{"swapped":null}"#, r#"{"swapped":"false"}"#, "[]"] {
            assert_eq!(said(strange.as_bytes()), SimAnswer::Unreachable, "{strange}");
        }
        assert_eq!(refused(400, "OUT_OF_RANGE"), SimAnswer::NotAvailable);
        assert_eq!(refused(400, "INVALID_ARGUMENT"), SimAnswer::Unreachable);
    }

    #[test]
    fn no_longer_than_operators_keep() {
        let phone = PhoneNumber::parse("0912345678").unwrap();
        let hours = [0, 10, 100, 5_000].map(|days| Question::new(&phone, days).max_age);
        assert_eq!(hours, [1, 240, 2_400, 2_400]);
    }
}
