//! The rule of the guide, or length alone: a list of points that the page ticks off.

use super::{Candidate, Settings};
use unicode_normalization::char::is_combining_mark;

/// What a password must have: the guide's "8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và
/// ký tự đặc biệt", or enough characters of any kind.
#[derive(Debug, Clone, Copy)]
pub struct PasswordRule {
    /// Fewest characters together with the four kinds.
    pub shortest_mixed: usize,
    /// Fewest characters where the kinds do not matter.
    pub shortest_any: usize,
}

/// Which points of the rule a candidate meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checklist {
    /// Enough characters for a password of the four kinds.
    pub length: bool,
    /// A lower-case letter; Vietnamese ones count.
    pub lower: bool,
    /// An upper-case letter; Vietnamese ones count.
    pub upper: bool,
    /// A digit.
    pub digit: bool,
    /// Anything that is neither letter nor digit, a space too.
    pub special: bool,
    /// So many characters that the kinds do not matter.
    pub long_enough_alone: bool,
}

impl Checklist {
    /// Whether the rule is met: the first five points, or the last one.
    pub fn is_met(self) -> bool {
        let mixed = self.length && self.lower && self.upper && self.digit && self.special;
        mixed || self.long_enough_alone
    }
}

impl PasswordRule {
    /// The rule as it is set.
    pub fn new(settings: &Settings) -> Self {
        Self { shortest_mixed: settings.shortest_mixed, shortest_any: settings.shortest_any }
    }

    /// Which points this candidate meets.
    pub fn check(&self, candidate: &Candidate) -> Checklist {
        let text = candidate.reveal();
        let length = text.chars().count();
        Checklist {
            length: length >= self.shortest_mixed,
            lower: text.contains(char::is_lowercase),
            upper: text.contains(char::is_uppercase),
            digit: text.contains(char::is_numeric),
            special: text.contains(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)),
            long_enough_alone: length >= self.shortest_any,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Checklist {
        PasswordRule::new(&Settings::default()).check(&Candidate::parse(text).unwrap())
    }

    #[test]
    fn is_the_guides_or_length_alone() {
        for met in [
            "Aa1!aaaa",
            "Ơươ9 ứừđ",
            "Đđ1@ấấấấ",
            "mười lăm ký tự!",
            "111111111111111",
            "ễễễễễễễễễễễễễễễ",
        ] {
            assert!(check(met).is_met(), "{met}");
        }
        for unmet in ["Aa1!aaa", "aa1!aaaa", "AA1!AAAA", "Aaa!aaaa", "Aa1aaaaa", "mười bốn ký tự"]
        {
            assert!(!check(unmet).is_met(), "{unmet}");
        }
    }

    #[test]
    fn ticks_each_point_alone() {
        let nothing = Checklist {
            length: false,
            lower: false,
            upper: false,
            digit: false,
            special: false,
            long_enough_alone: false,
        };
        assert_eq!(check("ơ̆"), Checklist { lower: true, ..nothing });
        assert_eq!(check("Đ"), Checklist { upper: true, ..nothing });
        assert_eq!(check("7"), Checklist { digit: true, ..nothing });
        assert_eq!(check(" "), Checklist { special: true, ..nothing });
        assert_eq!(check("阮阮阮阮阮阮阮阮"), Checklist { length: true, ..nothing });
    }
}
