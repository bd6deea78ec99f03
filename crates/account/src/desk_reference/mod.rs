//! A reference for the one-stop desk: whoever cannot go on here takes this number there, and the
//! officer finds what was typed instead of asking again.

mod records;

pub use records::{Found, find, sweep, write};

use ground::Chance;

/// Why somebody is sent to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The operator does not hold the number for this person.
    Mismatch,
}

impl Reason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Mismatch => "operator_mismatch",
        }
    }
}

/// Figures and letters that are not mistaken for each other when read aloud or written by hand.
const ALPHABET: &[u8; 24] = b"234679ACDEFGHJKLMNPQRTVX";

/// A number to be written on paper: `DK-7K3M-9QXT`. It opens nothing; an officer looks it up.
fn draw_number(chance: &Chance) -> String {
    let mut number = String::from("DK");
    for place in 0..8 {
        if place % 4 == 0 {
            number.push('-');
        }
        number.push(char::from(ALPHABET[chance.below(24) as usize]));
    }
    number
}

/// A number as somebody types it from paper: small letters, blanks and missing hyphens are meant.
fn read_number(typed: &str) -> Option<String> {
    let signs = typed.chars().filter(char::is_ascii_alphanumeric);
    let signs: String = signs.map(|c| c.to_ascii_uppercase()).take(20).collect();
    let rest = signs.strip_prefix("DK").filter(|rest| rest.len() == 8)?;
    Some(format!("DK-{}-{}", &rest[..4], &rest[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_fits_on_paper() {
        let number = draw_number(&store::testing::chance());
        assert_eq!(number.len(), 12);
        assert!(number.starts_with("DK-"));
    }

    #[test]
    fn is_read_as_people_type_it() {
        for typed in ["DK-7K3M-9QXT", " dk7k3m9qxt ", "dk 7k3m 9qxt"] {
            assert_eq!(read_number(typed).as_deref(), Some("DK-7K3M-9QXT"), "{typed}");
        }
        for typed in ["", "DK", "051088001234", "7K3M-9QXT", "DK-7K3M-9QXT-1"] {
            assert_eq!(read_number(typed), None, "{typed}");
        }
    }
}
