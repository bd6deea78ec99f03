//! CAMARA KYC Match 0.4: does what a caller knows of a subscriber agree with the register?

use super::answer::Refusal;
use super::caller::{Question, phone_number, question};
use super::{Operator, answered};
use crate::faults::TelcoFault;
use crate::people::Person;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The attributes that can be asked about, and whether a score stands beside "false".
const ATTRIBUTES: [(&str, bool); 24] = [
    ("idDocument", false),
    ("idDocumentType", false),
    ("idDocumentExpiryDate", false),
    ("name", true),
    ("givenName", true),
    ("familyName", true),
    ("nameKanaHankaku", true),
    ("nameKanaZenkaku", true),
    ("middleNames", true),
    ("familyNameAtBirth", true),
    ("address", true),
    ("streetName", true),
    ("streetNumber", false),
    ("postalCode", false),
    ("region", true),
    ("locality", true),
    ("country", false),
    ("houseNumberExtension", false),
    ("birthdate", false),
    ("email", true),
    ("gender", false),
    ("cityOfBirth", true),
    ("countryOfBirth", false),
    ("nationality", false),
];

const DOCUMENT_TYPES: [&str; 7] = [
    "passport",
    "national_id_card",
    "residence_permit",
    "diplomatic_id",
    "driver_licence",
    "social_security_id",
    "other",
];

/// `POST /kyc-match/v0.4/match`.
pub(super) async fn answer(
    State(operator): State<Arc<Operator>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let question = question(&operator, &headers, body, &["kyc-match:match"])?;
    let phone = phone_number(&question)?;
    let asked = asked(&question)?;
    let people = operator.world.people();
    let holder = people.holder_of(phone).ok_or(Refusal::IDENTIFIER_NOT_FOUND)?;
    let silent = operator.world.faults().telco == TelcoFault::NotAvailable;
    let holder = (!silent).then_some(holder);
    let mut answer = Map::new();
    for (attribute, scored, value) in asked {
        let verdict = verdict(holder.and_then(|holder| recorded(holder, attribute)), value);
        answer.insert(format!("{attribute}Match"), json!(verdict.as_str()));
        if let (Verdict::False(score), true) = (verdict, scored) {
            answer.insert(format!("{attribute}MatchScore"), json!(score));
        }
    }
    Ok(answered(Value::Object(answer)))
}

/// The attributes in the question, each of its form.
fn asked(question: &Question) -> Result<Vec<(&'static str, bool, &str)>, Refusal> {
    let mut asked = Vec::new();
    for (attribute, scored) in ATTRIBUTES {
        match question.get(attribute) {
            None => {}
            Some(Value::String(value)) if is_of_its_form(attribute, value) => {
                asked.push((attribute, scored, value.as_str()));
            }
            Some(_) => return Err(Refusal::invalid(format!("{attribute} is not of its form"))),
        }
    }
    if asked.is_empty() { Err(Refusal::NOTHING_TO_MATCH) } else { Ok(asked) }
}

fn is_of_its_form(attribute: &str, value: &str) -> bool {
    match attribute {
        "birthdate" | "idDocumentExpiryDate" => civic::BirthDate::from_iso(value).is_ok(),
        "idDocumentType" => DOCUMENT_TYPES.contains(&value),
        "gender" => ["MALE", "FEMALE", "OTHER"].contains(&value),
        "country" | "countryOfBirth" | "nationality" => {
            value.len() == 2 && value.bytes().all(|octet| octet.is_ascii_uppercase())
        }
        _ => true,
    }
}

/// What the register holds of an attribute.
fn recorded<'a>(holder: &'a Person, attribute: &str) -> Option<&'a str> {
    match attribute {
        "idDocument" => Some(&holder.citizen_number),
        "idDocumentType" => Some("national_id_card"),
        "name" => Some(&holder.name),
        "birthdate" => Some(&holder.birth_date),
        "email" => holder.email.as_deref(),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    True,
    /// With a score from 0 to 99.
    False(u8),
    NotAvailable,
}

impl Verdict {
    fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False(_) => "false",
            Self::NotAvailable => "not_available",
        }
    }
}

/// Compares as an operator does: letter case and spaces do not matter, accents do. So a register
/// without accents denies the accented name and confirms the unaccented one.
fn verdict(recorded: Option<&str>, asked: &str) -> Verdict {
    let Some(recorded) = recorded else { return Verdict::NotAvailable };
    let (recorded, asked) = (plain(recorded), plain(asked));
    if recorded == asked {
        return Verdict::True;
    }
    // Jaro-Winkler is the score the interface names.
    let likeness = strsim::jaro_winkler(&recorded, &asked).clamp(0.0, 1.0);
    let score = (0..=99_u8).rev().find(|score| f64::from(*score) <= likeness * 100.0);
    Verdict::False(score.unwrap_or(0))
}

fn plain(text: &str) -> String {
    let composed: String = text.nfc().collect::<String>().to_lowercase().nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_matter_and_case_spaces_and_normal_form_do_not() {
        let nfd: String = "nguyễn  thị mai ".nfd().collect();
        assert_eq!(verdict(Some("Nguyễn Thị Mai"), &nfd), Verdict::True);
        assert_eq!(verdict(Some("NGUYEN THI MAI"), "Nguyen Thi Mai"), Verdict::True);
        let Verdict::False(score) = verdict(Some("NGUYEN THI MAI"), "Nguyễn Thị Mai") else {
            panic!("an accented name does not match an unaccented register")
        };
        assert!((80..=99).contains(&score), "{score}");
        assert_eq!(verdict(Some("a"), "z"), Verdict::False(0));
        assert_eq!(verdict(None, "z"), Verdict::NotAvailable);
    }
}
