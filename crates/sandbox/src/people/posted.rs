//! Reading a person that somebody posts: each field at its own door, all reasons at once.

use super::Person;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::Moment;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is wrong, by field.
pub type Reasons = BTreeMap<String, String>;

const FIELDS: [&str; 6] =
    ["name", "birth_date", "citizen_number", "phone", "email", "sim_changed_at"];

/// Reads a person. The operator holds the name just as it was posted, accented or not.
///
/// # Errors
/// What is wrong, by field.
pub fn read(posted: &Map<String, Value>, now: Moment) -> Result<Person, Reasons> {
    let mut fields = Fields { posted, reasons: Reasons::new() };
    for key in posted.keys().filter(|key| !FIELDS.contains(&key.as_str())).take(8) {
        let known = FIELDS.join(", ");
        fields.reasons.insert(shortened(key), format!("unknown field; known are {known}"));
    }
    let today = now.day_in_vietnam();
    let name = fields.demanded("name", |text| PersonName::parse(text).map(|_| text.to_owned()));
    let birth_date = fields
        .demanded("birth_date", |text| BirthDate::parse_iso(text, today).map(BirthDate::to_iso));
    let citizen_number = fields.demanded("citizen_number", |text| {
        IdentityNumber::parse(text, true).map(|number| number.as_str().to_owned())
    });
    let phone = fields.demanded("phone", |text| PhoneNumber::parse(text).map(|it| it.e164()));
    let email = fields.optional("email", |text| {
        EmailAddress::parse(text).map(|address| address.as_str().to_owned())
    });
    let sim_changed_at =
        fields.optional("sim_changed_at", |text| match Moment::from_rfc3339(text) {
            Ok(at) if at > now => Err("a change of SIM is not in the future".to_owned()),
            Ok(at) => Ok(at),
            Err(_) => {
                Err("a moment is written as in RFC 3339: 2026-11-22T18:05:00+07:00".to_owned())
            }
        });
    match (name, birth_date, citizen_number, phone) {
        (Some(name), Some(birth_date), Some(citizen_number), Some(phone))
            if fields.reasons.is_empty() =>
        {
            Ok(Person { name, birth_date, citizen_number, phone, email, sim_changed_at })
        }
        _ => Err(fields.reasons),
    }
}

struct Fields<'a> {
    posted: &'a Map<String, Value>,
    reasons: Reasons,
}

impl Fields<'_> {
    fn demanded<T, E: ToString>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if matches!(self.posted.get(key), None | Some(Value::Null)) {
            self.reasons.insert(key.into(), "this field is missing".into());
            return None;
        }
        self.optional(key, parse)
    }

    /// A field that may be absent, null or empty.
    fn optional<T, E: ToString>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let parsed = match self.posted.get(key) {
            None | Some(Value::Null) => return None,
            Some(Value::String(text)) if text.trim().is_empty() && is_optional(key) => return None,
            Some(Value::String(text)) => parse(text).map_err(|reason| reason.to_string()),
            Some(_) => Err("this field is a text".to_owned()),
        };
        parsed.map_err(|reason| self.reasons.insert(key.into(), reason)).ok()
    }
}

fn is_optional(key: &str) -> bool {
    matches!(key, "email" | "sim_changed_at")
}

fn shortened(key: &str) -> String {
    key.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn now() -> Moment {
        Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap()
    }

    fn posted(value: &Value) -> Result<Person, Reasons> {
        read(value.as_object().unwrap(), now())
    }

    #[test]
    fn keeps_what_was_posted() {
        let person = posted(&json!({
            "name": "NGUYEN THI MAI", "birth_date": "1990-04-12", "citizen_number": "212345678",
            "phone": "+84828000088", "sim_changed_at": "2026-11-20T08:00:00+07:00",
        }))
        .unwrap();
        assert_eq!(person.name, "NGUYEN THI MAI");
        assert_eq!(person.citizen_number, "212345678");
        assert_eq!(person.email, None);
        assert!(person.sim_changed_at.is_some());
    }

    #[test]
    fn names_every_wrong_field() {
        let reasons = posted(&json!({
            "name": "Mai 2", "birth_date": "2027-01-01", "phone": 84, "email": "x",
            "sim_changed_at": "2027-01-01T00:00:00Z", "colour": "red",
        }))
        .unwrap_err();
        let fields: Vec<_> = reasons.keys().map(String::as_str).collect();
        assert_eq!(
            fields,
            ["birth_date", "citizen_number", "colour", "email", "name", "phone", "sim_changed_at"]
        );
    }
}
