//! CAMARA KYC Match 0.4: the question, and what an answer means. Pure: no wire here.

use civic::birth_date::BirthDate;
use civic::citizen_number::IdentityNumber;
use civic::phone_number::PhoneNumber;
use serde::{Deserialize, Serialize};

/// The operator's answer whether a subscription is this person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriberAnswer {
    /// Number, identity number, name and birth date belong together.
    Match,
    /// They do not; which of them is never told (it would make the form an oracle), or the
    /// operator has no such subscription.
    Mismatch,
    /// The operator holds too little about this subscription to say.
    NotAvailable,
    /// The operator could not be asked now.
    Unreachable,
}

/// The body of `POST /match`. No `Debug`: it is all personal data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Question<'a> {
    phone_number: String,
    id_document: &'a str,
    id_document_type: &'static str,
    name: &'a str,
    birthdate: String,
}

impl<'a> Question<'a> {
    pub(super) fn new(
        phone: &PhoneNumber,
        identity: &'a IdentityNumber,
        name: &'a str,
        birth: &BirthDate,
    ) -> Self {
        Self {
            phone_number: phone.e164(),
            id_document: identity.as_str(),
            id_document_type: "national_id_card",
            name,
            birthdate: birth.to_iso(),
        }
    }
}

/// Each attribute asked for is answered by a word. An attribute left out counts as not available.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    #[serde(default)]
    id_document_match: Word,
    #[serde(default)]
    name_match: Word,
    #[serde(default)]
    birthdate_match: Word,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Word {
    True,
    False,
    #[default]
    NotAvailable,
}

/// What an answer means for the registration.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// All said.
    Settled(SubscriberAnswer),
    /// Everything but the name agrees: worth asking once more without diacritics, since
    /// operators' records are often unaccented.
    NameOnly,
}

impl Answer {
    pub(super) fn meaning(&self) -> Meaning {
        let words = [self.id_document_match, self.birthdate_match, self.name_match];
        if words.contains(&Word::NotAvailable) {
            return Meaning::Settled(SubscriberAnswer::NotAvailable);
        }
        match words {
            [Word::True, Word::True, Word::True] => Meaning::Settled(SubscriberAnswer::Match),
            [Word::True, Word::True, _] => Meaning::NameOnly,
            _ => Meaning::Settled(SubscriberAnswer::Mismatch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(id: &str, name: &str, birth: &str) -> Meaning {
        let answer = serde_json::json!({
            "idDocumentMatch": id, "nameMatch": name, "nameMatchScore": 80, "birthdateMatch": birth,
        });
        serde_json::from_value::<Answer>(answer).unwrap().meaning()
    }

    #[test]
    fn accepts_only_three_agreements() {
        use SubscriberAnswer as A;
        assert_eq!(meaning("true", "true", "true"), Meaning::Settled(A::Match));
        assert_eq!(meaning("true", "false", "true"), Meaning::NameOnly);
        assert_eq!(meaning("false", "true", "true"), Meaning::Settled(A::Mismatch));
        assert_eq!(meaning("true", "true", "false"), Meaning::Settled(A::Mismatch));
        assert_eq!(meaning("false", "false", "true"), Meaning::Settled(A::Mismatch));
        assert_eq!(meaning("true", "not_available", "true"), Meaning::Settled(A::NotAvailable));
        assert_eq!(meaning("false", "true", "not_available"), Meaning::Settled(A::NotAvailable));
    }

    #[test]
    fn a_word_left_out_is_not_available_and_a_strange_one_no_answer() {
        let empty: Answer = serde_json::from_str("{}").unwrap();
        assert_eq!(empty.meaning(), Meaning::Settled(SubscriberAnswer::NotAvailable));
        assert!(serde_json::from_str::<Answer>(r#"{"nameMatch":true}"#).is_err());
        assert!(serde_json::from_str::<Answer>(r#"{"nameMatch":"yes"}"#).is_err());
    }
}
