//! The settings of one-time codes.

use ground::Span;
use serde::Deserialize;

/// How codes are made, how long they live, and when they are sent again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How many digits a code has.
    pub digits: u32,
    /// How long a code lives; at most 10 minutes (NIST SP 800-63B).
    pub lifetime: Span,
    /// How many times a code may be tried.
    pub tries: i32,
    /// How long to wait before the first, second, … message is sent again; the last one repeats.
    pub resend_waits: Vec<Span>,
    /// The same code is sent again while at least so much of its life is left.
    pub same_code_if_left: Span,
    /// The same code is sent again after at most so many wrong tries.
    pub same_code_if_tries: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            digits: 6,
            lifetime: Span::from_minutes(5),
            tries: 5,
            resend_waits: [60, 60, 120, 300, 600].map(Span::from_seconds).to_vec(),
            same_code_if_left: Span::from_seconds(90),
            same_code_if_tries: 2,
        }
    }
}
