//! Identity numbers: the citizen number of 12 digits and the old identity-card number of 9.

use crate::BirthDate;
use crate::door::{says, through_the_door};
use crate::fold::{is_invisible, narrow};

/// The personal identification number (số định danh cá nhân, số CCCD): 12 digits, `PPP G YY RRRRRR`
/// for place of birth registration, century and sex, year of birth, and chance. It has no check
/// digit (Nghị định 137/2015/NĐ-CP, điều 13; Thông tư 07/2016/TT-BCA).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CitizenNumber(String);

/// The number of the paper identity card (CMT, CMND): 9 digits. Such cards have been void since
/// 01/01/2025; the number still finds old dossiers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OldIdentityNumber(String);

/// Either of the two, as the login field takes it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum IdentityNumber {
    /// Twelve digits.
    Citizen(CitizenNumber),
    /// Nine digits.
    Old(OldIdentityNumber),
}

/// Why a text is no identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityNumberRefusal {
    /// Nothing was typed.
    Empty,
    /// Something other than digits, spaces, dots and hyphens was typed.
    NotDigits,
    /// Not 12 digits; how many there were.
    WrongLength {
        /// The digits typed; 64 stands for more.
        digits: usize,
    },
    /// Twelve digits that were never given to anybody: no place of birth registration has that
    /// code, or they say a birth in 2100 or later.
    Impossible,
    /// A nine-digit number where only twelve digits are taken.
    OldNotAccepted,
}

says!(IdentityNumberRefusal,
    Self::Empty => "the identity number is empty",
    Self::NotDigits => "an identity number is digits only",
    Self::WrongLength { .. } => "an identity number has 12 digits",
    Self::Impossible => "no citizen number begins like this",
    Self::OldNotAccepted => "nine-digit numbers are not taken any more",
);

/// Places of birth registration (Thông tư 07/2016/TT-BCA, annex I). Codes of provinces that were
/// joined stay valid for life.
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

fn digits_of(text: &str) -> Result<String, IdentityNumberRefusal> {
    let mut digits = String::new();
    for c in text.trim().chars().map(narrow) {
        match c {
            '0'..='9' => digits.push(c),
            '.' | '-' => {}
            c if is_invisible(c) || (c.is_whitespace() && !c.is_control()) => {}
            _ => return Err(IdentityNumberRefusal::NotDigits),
        }
        if digits.len() >= 64 {
            break;
        }
    }
    if digits.is_empty() {
        return Err(IdentityNumberRefusal::Empty);
    }
    Ok(digits)
}

fn exactly(wanted: usize, text: &str) -> Result<String, IdentityNumberRefusal> {
    let digits = digits_of(text)?;
    if digits.len() == wanted {
        Ok(digits)
    } else {
        Err(IdentityNumberRefusal::WrongLength { digits: digits.len() })
    }
}

impl CitizenNumber {
    /// Reads 12 digits. Spaces, dots and hyphens between them and full-width digits are taken.
    ///
    /// # Errors
    /// `Empty`, `NotDigits`, `WrongLength` or `Impossible`.
    pub fn parse(text: &str) -> Result<Self, IdentityNumberRefusal> {
        Self::of(exactly(12, text)?)
    }

    /// Twelve digits, where they may be somebody's number. Codes of 100 and more are countries,
    /// of which new ones come about; those below were given once and for all.
    fn of(digits: String) -> Result<Self, IdentityNumberRefusal> {
        let number = Self(digits);
        let place = number.place();
        let is_given = place >= 100 || PROVINCES.binary_search(&place).is_ok();
        match is_given && number.century() < 2 {
            true => Ok(number),
            false => Err(IdentityNumberRefusal::Impossible),
        }
    }

    /// The 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number says another year of birth than this date, or a place no list knows.
    /// A reason to ask, never to refuse: the law allows both to be corrected later.
    pub fn disagrees_with(&self, born: &BirthDate) -> bool {
        self.year_of_birth() != born.date().year() || self.place() >= 300
    }

    /// The year of birth in the number: `G` counts half-centuries of sexes from 1900.
    fn year_of_birth(&self) -> i16 {
        let year: i16 = self.0[4..6].parse().unwrap_or(0);
        1900 + self.century() * 100 + year
    }

    /// The century of birth, counted from the twentieth.
    fn century(&self) -> i16 {
        i16::from(self.0.as_bytes()[3] - b'0') / 2
    }

    /// Codes of 100 and more are countries, for births registered abroad.
    fn place(&self) -> u16 {
        self.0[..3].parse().unwrap_or(0)
    }
}

impl OldIdentityNumber {
    /// Reads 9 digits, as [`CitizenNumber::parse`] reads 12.
    ///
    /// # Errors
    /// `Empty`, `NotDigits` or `WrongLength`.
    pub fn parse(text: &str) -> Result<Self, IdentityNumberRefusal> {
        exactly(9, text).map(Self)
    }

    /// The 9 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl IdentityNumber {
    /// Enough to know one's own by, and not enough for whoever finds it written down: the first and
    /// last three of twelve digits, the first and last two of nine.
    pub fn masked(&self) -> String {
        let digits = self.as_str();
        let shown = digits.len() / 4;
        let (head, rest) = digits.split_at_checked(shown).unwrap_or_default();
        let (hidden, tail) = rest.split_at_checked(rest.len() - shown).unwrap_or_default();
        format!("{head}{}{tail}", "*".repeat(hidden.len()))
    }

    /// Reads 12 digits, or 9 where `accept_old`.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn parse(text: &str, accept_old: bool) -> Result<Self, IdentityNumberRefusal> {
        let digits = digits_of(text)?;
        match digits.len() {
            12 => CitizenNumber::of(digits).map(Self::Citizen),
            9 if accept_old => Ok(Self::Old(OldIdentityNumber(digits))),
            9 => Err(IdentityNumberRefusal::OldNotAccepted),
            digits => Err(IdentityNumberRefusal::WrongLength { digits }),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Citizen(number) => number.as_str(),
            Self::Old(number) => number.as_str(),
        }
    }
}

through_the_door!(CitizenNumber, |number| number.0.clone(), CitizenNumber::parse);
through_the_door!(OldIdentityNumber, |number| number.0.clone(), OldIdentityNumber::parse);
through_the_door!(
    IdentityNumber,
    |number| number.as_str().to_owned(),
    (|text: &str| IdentityNumber::parse(text, true))
);

#[cfg(test)]
mod tests {
    use super::*;
    use IdentityNumberRefusal::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_with_the_reason() {
        let refused = |text: &str| IdentityNumber::parse(text, false).unwrap_err();
        assert_eq!(refused(""), Empty);
        assert_eq!(refused(" . "), Empty);
        for text in
            ["05109000123O", "051090001234\u{0}1", "٠٥١٠٩٠٠٠١٢٣٤", "０51ａ", "051090/001234"]
        {
            assert_eq!(refused(text), NotDigits, "{text}");
        }
        assert_eq!(refused("05109000123"), WrongLength { digits: 11 });
        assert_eq!(refused("0510900012345"), WrongLength { digits: 13 });
        assert_eq!(refused(&"1".repeat(1_000_000)), WrongLength { digits: 64 });
        assert_eq!(refused("212 345 678"), OldNotAccepted);
        assert_eq!(CitizenNumber::parse("212345678"), Err(WrongLength { digits: 9 }));
        assert_eq!(OldIdentityNumber::parse("051090001234"), Err(WrongLength { digits: 12 }));
        assert_eq!(IdentityNumber::parse("212345678", true).unwrap().as_str(), "212345678");
        assert_eq!(
            CitizenNumber::parse("０５１０９０００１２３４").unwrap().as_str(),
            "051090001234"
        );
    }

    #[test]
    fn only_warns_of_another_year_or_place() {
        let born = |text| BirthDate::from_iso(text).unwrap();
        let number = |text| CitizenNumber::parse(text).unwrap();
        assert!(!number("051090001234").disagrees_with(&born("1990-02-05")));
        assert!(!number("051190001234").disagrees_with(&born("1990-02-05")), "a woman");
        assert!(!number("051206001234").disagrees_with(&born("2006-02-05")));
        assert!(number("051090001234").disagrees_with(&born("1991-02-05")));
        assert!(number("051090001234").disagrees_with(&born("2090-02-05")));
        assert!(number("350090001234").disagrees_with(&born("1990-02-05")), "no such country");
        assert!(PROVINCES.is_sorted());
    }

    #[test]
    fn refuses_what_was_never_given_to_anybody() {
        for digits in ["000000000000", "050090001234", "003190001234", "099300001234"] {
            assert_eq!(CitizenNumber::parse(digits), Err(Impossible), "{digits}: no such place");
            assert_eq!(IdentityNumber::parse(digits, true), Err(Impossible), "{digits}");
        }
        for digits in ["051490001234", "051990001234"] {
            assert_eq!(CitizenNumber::parse(digits), Err(Impossible), "{digits}: born after 2100");
        }
        for place in PROVINCES {
            assert!(CitizenNumber::parse(&format!("{place:03}190001234")).is_ok(), "{place}");
        }
        assert!(CitizenNumber::parse("101090001234").is_ok(), "registered abroad");
        assert!(serde_json::from_str::<CitizenNumber>("\"000000000000\"").is_err());
    }

    #[test]
    fn what_is_copied_along_does_not_count() {
        let copied = "\u{feff}051\u{200b}090\u{2060}001\u{ad}234\u{200d}";
        assert_eq!(CitizenNumber::parse(copied).unwrap().as_str(), "051090001234");
    }

    #[test]
    fn shows_nothing_and_is_checked_when_read() {
        let number = IdentityNumber::parse("051090001234", false).unwrap();
        assert_eq!(format!("{number:?}"), "IdentityNumber(…)");
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(serde_json::from_str::<IdentityNumber>(&json).unwrap(), number);
        assert!(serde_json::from_str::<CitizenNumber>("\"0510\"").is_err());
    }

    proptest! {
        #[test]
        fn any_grouping_is_the_same_number(
            digits in "051[0-3][0-9]{8}", sign in "[ .\u{a0}-]", every in 1_usize..6
        ) {
            let mut grouped = String::from("  ");
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && at % every == 0 { grouped.push_str(&sign); }
                grouped.push(digit);
            }
            let read = CitizenNumber::parse(&grouped).unwrap();
            prop_assert_eq!(read.as_str(), digits);
        }

        #[test]
        fn never_breaks(text in ".{0,60}") {
            if let Ok(number) = CitizenNumber::parse(&text) {
                number.disagrees_with(&BirthDate::from_iso("1990-02-05").unwrap());
            }
        }
    }

    #[test]
    fn shows_its_ends_alone_when_masked() {
        let masked = |text| IdentityNumber::parse(text, true).unwrap().masked();
        assert_eq!(masked("051088001234"), "051******234");
        assert_eq!(masked("123456789"), "12*****89");
    }
}
