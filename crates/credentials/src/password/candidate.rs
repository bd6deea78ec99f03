//! `Candidate`: what a person typed as a password, in one form for one password.

use std::fmt;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The longest password, in code points. A bound on work, not on strength.
pub const LONGEST: usize = 128;

/// A typed password, never empty and at most [`LONGEST`] code points. Composed (NFC), any kind of
/// space an ordinary one (RFC 8265, 4.2), so that it is the same from every keyboard. Wiped from
/// memory with its last clone; never shown.
#[derive(Clone)]
pub struct Candidate(Arc<Zeroizing<String>>);

/// Why a text cannot be a password at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateRefusal {
    /// Nothing was typed.
    Empty,
    /// More than [`LONGEST`] code points.
    TooLong,
    /// It holds a control character, which some keyboards cannot type again.
    ControlCharacter,
}

impl Candidate {
    /// Reads what was typed. Nothing is trimmed or cut.
    ///
    /// # Errors
    /// Why it cannot be a password.
    pub fn parse(typed: &str) -> Result<Self, CandidateRefusal> {
        if typed.is_empty() {
            return Err(CandidateRefusal::Empty);
        }
        if typed.len() > LONGEST * 64 {
            return Err(CandidateRefusal::TooLong);
        }
        if typed.contains(char::is_control) {
            return Err(CandidateRefusal::ControlCharacter);
        }
        // Room for the longest form at once: a text that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
        text.extend(typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).nfc());
        if text.chars().count() > LONGEST {
            return Err(CandidateRefusal::TooLong);
        }
        Ok(Self(Arc::new(text)))
    }

    /// The text itself, for the rule, the screening and the hash.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

/// For the field that asks for it twice: both were typed by one person, so time tells nothing.
impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.reveal() == other.reveal()
    }
}

impl Eq for Candidate {}

impl fmt::Debug for Candidate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Candidate(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_password_from_every_keyboard() {
        let composed = Candidate::parse("Mèo\u{a0}ngủ trưa").unwrap();
        let decomposed: String = "Mèo ngủ trưa".nfd().collect();
        assert_eq!(composed, Candidate::parse(&decomposed).unwrap());
        assert_ne!(composed, Candidate::parse("Mèo ngủ trưa ").unwrap(), "nothing is trimmed");
        assert_eq!(format!("{composed:?}"), "Candidate(…)");
    }

    #[test]
    fn counts_code_points_when_composed() {
        let longest = "ễ".repeat(LONGEST);
        assert!(Candidate::parse(&longest.nfd().collect::<String>()).is_ok());
        let refused = |text: &str| Candidate::parse(text).unwrap_err();
        assert_eq!(refused(&(longest + "a")), CandidateRefusal::TooLong);
        assert_eq!(refused(&"a".repeat(1_000_000)), CandidateRefusal::TooLong);
        assert_eq!(refused(""), CandidateRefusal::Empty);
        assert_eq!(refused("a\u{0}b"), CandidateRefusal::ControlCharacter);
    }
}
