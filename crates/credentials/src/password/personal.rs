//! What a guesser who knows the person tries first.

use civic::fold::without_diacritics;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use zeroize::Zeroizing;

/// The person who chooses the password, as far as is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct PersonalData<'a> {
    /// The number they sign in with.
    pub identity: Option<&'a IdentityNumber>,
    /// Their name.
    pub name: Option<&'a PersonName>,
    /// Their day of birth.
    pub born: Option<BirthDate>,
    /// Their mobile number.
    pub phone: Option<&'a PhoneNumber>,
    /// Their mail address.
    pub email: Option<&'a EmailAddress>,
}

/// The same as words and numbers without diacritics.
pub(super) struct Known {
    words: Zeroizing<Vec<String>>,
    numbers: Zeroizing<Vec<String>>,
}

impl Known {
    pub(super) fn new(person: &PersonalData<'_>) -> Self {
        let mut words = Zeroizing::new(Vec::new());
        if let Some(name) = person.name {
            words.extend(words_of_name(name));
        }
        if let Some(born) = person.born {
            words.extend(writings(born));
        }
        if let Some(email) = person.email {
            let local = email.as_str().split('@').next().unwrap_or_default().to_lowercase();
            words.extend(local.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned));
            words.extend(local.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_owned));
        }
        words.retain(|word| word.len() >= 3);
        let identity = person.identity.map(|number| number.as_str().to_owned());
        // Without the 0, so that it is found behind 84 too.
        let phone = person.phone.map(|number| number.national().split_off(1));
        let numbers = Zeroizing::new(identity.into_iter().chain(phone).collect());
        Self { words, numbers }
    }

    /// Whether this is a word of the person, or four digits and more of a number of theirs.
    pub(super) fn is_theirs(&self, word: &str) -> bool {
        let digits = word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        self.words.iter().any(|own| own == word)
            || (digits && self.numbers.iter().any(|own| own.contains(word)))
    }

    /// Whether a whole number of theirs stands among these digits.
    pub(super) fn number_within(&self, digits: &str) -> bool {
        self.numbers.iter().any(|own| digits.contains(own.as_str()))
    }

    /// The longest word, in characters.
    pub(super) fn longest(&self) -> usize {
        self.words.iter().chain(self.numbers.iter()).map(String::len).max().unwrap_or(0)
    }
}

/// Each word of a name, and its initials: `nguyen`, `van`, `hoa`, `nvh`.
fn words_of_name(name: &PersonName) -> Vec<String> {
    let bare = without_diacritics(&name.normal());
    let mut words: Vec<String> =
        bare.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.push(words.iter().filter_map(|word| word.chars().next()).collect());
    words
}

/// A day as people write it into passwords. Separators are gone by then.
fn writings(born: BirthDate) -> Vec<String> {
    let date = born.date();
    let (day, month, year) = (date.day(), date.month(), date.year());
    let short = year % 100;
    vec![
        format!("{day:02}{month:02}{year}"),
        format!("{day}{month}{year}"),
        format!("{day:02}{month:02}{short:02}"),
        format!("{day}{month}{short:02}"),
        format!("{day:02}{month:02}"),
        format!("{month:02}{year}"),
        format!("{month}{year}"),
        format!("{month:02}{day:02}{year}"),
        format!("{year}{month:02}{day:02}"),
        format!("{short:02}{month:02}{day:02}"),
        format!("{year}"),
    ]
}
