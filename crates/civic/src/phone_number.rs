//! `PhoneNumber`: a Vietnamese mobile number, however it is written.

use crate::door::{says, through_the_door};
use crate::fold::{is_invisible, narrow};

/// A mobile number of Vietnam: `+84` and nine digits of a mobile range. Number portability makes
/// the prefix no sign of the operator.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    /// The nine digits after `+84`.
    significant: String,
}

/// Why a text is no mobile number of Vietnam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneNumberRefusal {
    /// Nothing was typed.
    Empty,
    /// It is not written like a telephone number.
    Shape,
    /// A fixed line (02x): it gets no messages.
    Landline,
    /// A number of another country.
    Foreign,
    /// Eleven digits with a prefix of before 2018.
    OldPrefix {
        /// What the number became; shown for the person to type, never taken silently.
        new: PhoneNumber,
    },
    /// Ten digits, but in no mobile range.
    NotMobile,
    /// More digits than any number has.
    TooLong,
}

says!(PhoneNumberRefusal,
    Self::Empty => "the phone number is empty",
    Self::Shape => "a phone number is 0 or +84 and nine digits",
    Self::Landline => "a fixed line gets no messages",
    Self::Foreign => "only mobile numbers of Vietnam are taken",
    Self::OldPrefix { .. } => "the number has a prefix of before 2018",
    Self::NotMobile => "the number is in no mobile range",
    Self::TooLong => "the phone number has too many digits",
);

/// The change of 2018 from 11 to 10 digits, both without the leading 0.
const OLD_PREFIXES: [(&str, &str); 21] = [
    ("120", "70"),
    ("121", "79"),
    ("122", "77"),
    ("126", "76"),
    ("128", "78"),
    ("123", "83"),
    ("124", "84"),
    ("125", "85"),
    ("127", "81"),
    ("129", "82"),
    ("162", "32"),
    ("163", "33"),
    ("164", "34"),
    ("165", "35"),
    ("166", "36"),
    ("167", "37"),
    ("168", "38"),
    ("169", "39"),
    ("186", "56"),
    ("188", "58"),
    ("199", "59"),
];

impl PhoneNumber {
    /// Reads `0…`, `84…`, `+84…`, `0084…` and `+84 (0)…`, with spaces, dots, hyphens and brackets
    /// anywhere.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn parse(text: &str) -> Result<Self, PhoneNumberRefusal> {
        let written = written(text)?;
        let significant = significant(&written)?;
        match significant.as_bytes() {
            digits if digits.len() > 10 => Err(PhoneNumberRefusal::TooLong),
            [b'2', ..] if significant.len() >= 9 => Err(PhoneNumberRefusal::Landline),
            digits if digits.len() == 10 => Err(renumbered(significant)),
            digits if digits.len() < 9 => Err(PhoneNumberRefusal::Shape),
            digits if is_mobile(digits) => Ok(Self { significant: significant.to_owned() }),
            _ => Err(PhoneNumberRefusal::NotMobile),
        }
    }

    /// `+84828000088`.
    pub fn e164(&self) -> String {
        format!("+84{}", self.significant)
    }

    /// `0828000088`.
    pub fn national(&self) -> String {
        format!("0{}", self.significant)
    }

    /// `0828 000 088`.
    pub fn grouped(&self) -> String {
        let digits = &self.significant;
        format!("0{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }

    /// `082****088`, as the registration page of the guide shows where the code went.
    pub fn masked_for_registration(&self) -> String {
        format!("0{}****{}", &self.significant[..2], &self.significant[6..])
    }

    /// `0828xxx088`, as the login page of the guide shows it.
    pub fn masked_for_login(&self) -> String {
        format!("0{}xxx{}", &self.significant[..3], &self.significant[6..])
    }
}

/// Digits alone, after a `+` where one was typed first.
fn written(text: &str) -> Result<String, PhoneNumberRefusal> {
    let mut written = String::new();
    for c in text.trim().chars().map(narrow) {
        match c {
            '0'..='9' => written.push(c),
            '+' | '＋' if written.is_empty() => written.push('+'),
            '.' | '-' | '(' | ')' | '\u{2010}'..='\u{2014}' => {}
            c if is_invisible(c) || (c.is_whitespace() && !c.is_control()) => {}
            _ => return Err(PhoneNumberRefusal::Shape),
        }
        if written.len() > 24 {
            return Err(PhoneNumberRefusal::TooLong);
        }
    }
    if written.is_empty() { Err(PhoneNumberRefusal::Empty) } else { Ok(written) }
}

/// What follows the country code or the trunk 0.
fn significant(written: &str) -> Result<&str, PhoneNumberRefusal> {
    let international = written.strip_prefix('+').or_else(|| written.strip_prefix("00"));
    let abroad = match international {
        Some(rest) => match rest.strip_prefix("84") {
            Some(national) => Some(national),
            None if rest.starts_with(|c| ('1'..='9').contains(&c)) && rest.len() >= 7 => {
                return Err(PhoneNumberRefusal::Foreign);
            }
            None => return Err(PhoneNumberRefusal::Shape),
        },
        None => written.strip_prefix("84"),
    };
    match abroad {
        // `+84 (0)828…` is a common slip, and no significant number begins with 0.
        Some(national) => Ok(national.strip_prefix('0').unwrap_or(national)),
        None => written.strip_prefix('0').ok_or(PhoneNumberRefusal::Shape),
    }
}

/// The mobile ranges, after the numbering metadata that libphonenumber publishes. Short or special
/// ranges (0121 0–3, 0160) are no subscriptions.
fn is_mobile(digits: &[u8]) -> bool {
    match digits {
        [b'3', ..] => true,
        [b'7', second, ..] => matches!(second, b'0' | b'6'..=b'9'),
        [b'5', b'1' | b'6' | b'8' | b'9', ..] => true,
        [b'5', b'2', third, ..] => matches!(third, b'2' | b'3' | b'8'),
        [b'5', b'5', third, ..] => *third == b'9',
        [b'8', b'1'..=b'8', ..] => true,
        [b'8', b'9', third, ..] => matches!(third, b'6'..=b'9'),
        [b'9', b'0'..=b'8', ..] => true,
        [b'9', b'9', third, ..] => matches!(third, b'0' | b'1' | b'3'..=b'9'),
        _ => false,
    }
}

fn renumbered(digits: &str) -> PhoneNumberRefusal {
    let new = OLD_PREFIXES.iter().find_map(|(old, new)| {
        digits.strip_prefix(old).map(|rest| PhoneNumber { significant: format!("{new}{rest}") })
    });
    match new {
        Some(new) => PhoneNumberRefusal::OldPrefix { new },
        None => PhoneNumberRefusal::TooLong,
    }
}

through_the_door!(PhoneNumber, |number| number.e164(), PhoneNumber::parse);

#[cfg(test)]
mod tests {
    use super::*;
    use PhoneNumberRefusal::*;
    use proptest::prelude::*;

    fn refused(text: &str) -> PhoneNumberRefusal {
        PhoneNumber::parse(text).unwrap_err()
    }

    #[test]
    fn reads_every_usual_writing() {
        for text in [
            "0828000088",
            "0828 000 088",
            "0828.000.088",
            "082-8000-088",
            "(082) 8000088",
            "84828000088",
            "+84 828 000 088",
            "0084828000088",
            "+84 (0)828000088",
            " ＋84828000088",
            "０８２８０００088",
            "\u{202a}0828 000 088\u{202c}",
        ] {
            let number = PhoneNumber::parse(text).unwrap();
            assert_eq!(number.e164(), "+84828000088", "{text}");
        }
    }

    #[test]
    fn is_shown_as_in_the_guide() {
        let number = PhoneNumber::parse("0828000088").unwrap();
        assert_eq!(number.grouped(), "0828 000 088");
        assert_eq!(number.masked_for_registration(), "082****088");
        assert_eq!(number.masked_for_login(), "0828xxx088");
        assert_eq!(format!("{number:?}"), "PhoneNumber(…)");
        assert!(!format!("{:?}", refused("01292345678")).contains("2345678"));
    }

    #[test]
    fn refuses_with_the_reason() {
        assert_eq!(refused(" "), Empty);
        for text in [
            "abc",
            "0828",
            "828000088",
            "0828000o88",
            "082\u{0}8000088",
            "+",
            "+0828000088",
            "1414",
            "0828+000088",
            "0828000088\n1",
        ] {
            assert_eq!(refused(text), Shape, "{text}");
        }
        for text in ["02553822722", "+84 255 382 2722", "0242 123 456"] {
            assert_eq!(refused(text), Landline, "{text}");
        }
        for text in ["+1 415 555 0100", "008613800138000", "+855 12 345 678"] {
            assert_eq!(refused(text), Foreign, "{text}");
        }
        for text in
            ["0128000088", "0408000088", "0550000088", "0992000088", "0890000088", "0520000088"]
        {
            assert_eq!(refused(text), NotMobile, "{text}");
        }
        for text in ["08280000881", "01601234567", "082800008888", &"8".repeat(1_000_000)] {
            assert_eq!(refused(text), TooLong, "{text:.20}");
        }
    }

    #[test]
    fn tells_the_new_form_of_an_old_number() {
        for (old, new) in OLD_PREFIXES {
            let OldPrefix { new: became } = refused(&format!("0{old}2345678")[..11]) else {
                panic!("{old}");
            };
            assert_eq!(became.national(), format!("0{new}2345678"));
            assert!(PhoneNumber::parse(&became.national()).is_ok(), "{new}");
        }
    }

    #[test]
    fn travels_as_e164() {
        let number: PhoneNumber = serde_json::from_str("\"0828000088\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"+84828000088\"");
        assert!(serde_json::from_str::<PhoneNumber>("\"113\"").is_err());
    }

    proptest! {
        #[test]
        fn any_writing_is_the_same_number(
            digits in "(3[0-9]|7[06-9]|8[1-8]|9[0-8])[0-9]{7}", every in 2_usize..5,
            sign in "[ .-]", before in "(0|84|\\+84|0084|\\(0\\)|\\+84 \\(0\\))"
        ) {
            let mut written = before;
            for (at, digit) in digits.chars().enumerate() {
                if at % every == 0 { written.push_str(&sign); }
                written.push(digit);
            }
            let number = PhoneNumber::parse(&written).unwrap();
            prop_assert_eq!(number.national(), format!("0{digits}"));
            prop_assert_eq!(PhoneNumber::parse(&number.grouped()), Ok(number.clone()));
            prop_assert_eq!(PhoneNumber::parse(&number.e164()), Ok(number));
        }

        #[test]
        fn never_breaks(text in ".{0,40}", digits in "[+0-9]{0,26}") {
            let _ = PhoneNumber::parse(&text);
            let _ = PhoneNumber::parse(&digits);
        }
    }
}
