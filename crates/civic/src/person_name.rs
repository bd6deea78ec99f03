//! `PersonName`: a whole name in one field, compared the way people and operators write names.

use crate::door::{says, through_the_door};
use crate::fold::{is_invisible, is_mere_joint, without_diacritics};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name, in code points after normalisation.
const LONGEST: usize = 255;

/// A person's whole name (họ tên): composed (NFC), single spaces, 1 to 255 code points, Latin
/// letters with any diacritics, apostrophes, hyphens and dots. One word is a name too.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonNameRefusal {
    /// Nothing was typed.
    Empty,
    /// It has more than 255 code points.
    TooLong,
    /// It holds a digit.
    Digit,
    /// It holds a control or an invisible character.
    ControlCharacter,
    /// It holds a letter that is not Latin.
    WrongAlphabet,
    /// It holds a sign other than apostrophe, hyphen and dot, or no letter at all.
    WrongSign,
}

says!(PersonNameRefusal,
    Self::Empty => "the name is empty",
    Self::TooLong => "a name has at most 255 characters",
    Self::Digit => "a name has no digits",
    Self::ControlCharacter => "a name has no invisible characters",
    Self::WrongAlphabet => "a name is written in Latin letters",
    Self::WrongSign => "a name has no signs but apostrophe, hyphen and dot",
);

impl PersonName {
    /// Reads a name in either normal form; outer and repeated spaces are dropped, and so are the
    /// zero-width signs and soft hyphens that come along when a name is copied.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn parse(text: &str) -> Result<Self, PersonNameRefusal> {
        // Four code points of NFD make at most one of NFC here; no need to compose a megabyte.
        if text.len() > LONGEST * 64 {
            return Err(PersonNameRefusal::TooLong);
        }
        let copied: String = text.chars().filter(|c| !is_mere_joint(*c)).collect();
        let composed: String = copied.trim().nfc().collect();
        let mut after_letter = false;
        for c in composed.chars() {
            check(c, after_letter)?;
            after_letter = is_latin(c) || (after_letter && is_combining_mark(c));
        }
        let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(PersonNameRefusal::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(PersonNameRefusal::TooLong);
        }
        if !name.contains(is_latin) {
            return Err(PersonNameRefusal::WrongSign);
        }
        Ok(Self(name))
    }

    /// The name as it was typed, composed and with single spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two writings of one name are equal: composed, lower case, one kind of
    /// apostrophe. `hòa` and `hoà` stay two names.
    pub fn normal(&self) -> String {
        self.0.to_lowercase().nfc().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
    }

    /// The form in which operators often keep names: `NGUYEN DINH HOA`.
    pub fn unaccented(&self) -> String {
        without_diacritics(&self.normal()).to_uppercase()
    }

    /// Whether both write the name of one person: in normal form, else without diacritics.
    pub fn matches(&self, other: &Self) -> bool {
        self.normal() == other.normal() || self.unaccented() == other.unaccented()
    }
}

fn check(c: char, after_letter: bool) -> Result<(), PersonNameRefusal> {
    if is_latin(c) || is_apostrophe(c) || matches!(c, '-' | '.') {
        Ok(())
    } else if c.is_control() || is_invisible(c) {
        Err(PersonNameRefusal::ControlCharacter)
    } else if c.is_whitespace() || (after_letter && matches!(c, '\u{300}'..='\u{36f}')) {
        Ok(())
    } else if c.is_numeric() {
        Err(PersonNameRefusal::Digit)
    } else if c.is_alphabetic() {
        Err(PersonNameRefusal::WrongAlphabet)
    } else {
        Err(PersonNameRefusal::WrongSign)
    }
}

/// Letters of the Latin blocks; Vietnamese needs the first, second and last.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

through_the_door!(PersonName, |name| name.0.clone(), PersonName::parse);

#[cfg(test)]
mod tests {
    use super::*;
    use PersonNameRefusal::*;
    use proptest::prelude::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn takes_the_names_of_the_country() {
        for text in [
            "Nguyễn Văn Hòa",
            "H'Hen Niê",
            "Y’ Thịnh Ƀkrông",
            "Bố",
            "Kpă H-Lan",
            "Phan Thị Ơ̆",
            "Lê M. Anh",
            "François",
        ] {
            assert_eq!(name(text).as_str(), text.nfc().collect::<String>());
        }
        assert_eq!(name("  Nguyễn \u{a0}  Văn  A ").as_str(), "Nguyễn Văn A");
        let copied =
            "\u{feff}Ngu\u{ad}ye\u{200b}\u{302}\u{303}n\u{200d} \u{2060}V\u{200c}ăn A \u{200b}";
        assert_eq!(name(copied), name("Nguyễn Văn A"), "as pages and chats give it");
        assert_eq!(name("Nguyễn Đình Ưng").unaccented(), "NGUYEN DINH UNG");
    }

    #[test]
    fn compares_in_two_steps() {
        assert!(name("NGUYỄN VĂN HÒA").matches(&name("Nguyễn văn hòa")));
        assert!(name("Nguyễn Văn Hòa").matches(&name("NGUYEN VAN HOA")));
        assert!(name("H’Hen Niê").matches(&name("H'HEN NIE")));
        assert_ne!(name("Hòa").normal(), name("Hoà").normal());
        assert!(!name("Nguyễn Văn Hòa").matches(&name("Nguyễn Văn Hoan")));
    }

    #[test]
    fn refuses_with_the_reason() {
        let refused = |text: &str| PersonName::parse(text).unwrap_err();
        assert_eq!(refused(" \u{a0} "), Empty);
        assert_eq!(refused(" \u{200b} \u{feff}"), Empty);
        assert_eq!(refused(&"ễ".repeat(256)), TooLong);
        assert_eq!(refused(&"a".repeat(1_000_000)), TooLong);
        assert_eq!(refused("Nguyễn Văn 2"), Digit);
        assert_eq!(refused("Nguyễn\u{0}Văn"), ControlCharacter);
        assert_eq!(refused("Nguyễn\tVăn"), ControlCharacter);
        assert_eq!(refused("Nguyễn\u{202e}Văn"), ControlCharacter);
        assert_eq!(refused("Иван"), WrongAlphabet);
        assert_eq!(refused("阮文"), WrongAlphabet);
        assert_eq!(refused("Nguyễn <b>"), WrongSign);
        assert_eq!(refused("' -"), WrongSign);
        assert_eq!(refused("\u{301}a"), WrongSign);
        assert!(PersonName::parse(&"ễ".nfd().collect::<String>().repeat(255)).is_ok());
    }

    #[test]
    fn shows_nothing_and_is_checked_when_read() {
        assert_eq!(format!("{:?}", name("Nguyễn Văn A")), "PersonName(…)");
        assert!(serde_json::from_str::<PersonName>("\"Nguyễn 2\"").is_err());
    }

    proptest! {
        #[test]
        fn both_normal_forms_are_one_name(text in "[a-zA-ZàáảãạăằắẳẵặâầấẩẫậđĐèéẻẽẹêềếểễệòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữự]{1,12}( [A-Zỳýỷỹỵa-z]{1,8}){0,4}") {
            let typed = name(&text.nfd().collect::<String>());
            prop_assert_eq!(&typed, &name(&text));
            prop_assert!(typed.unaccented().is_ascii());
            prop_assert!(typed.matches(&name(&typed.unaccented())));
            prop_assert!(typed.matches(&name(&text.to_uppercase())));
        }

        #[test]
        fn never_breaks(text in "\\PC{0,80}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert!(name.matches(&PersonName::parse(name.as_str()).unwrap()));
            }
        }
    }
}
