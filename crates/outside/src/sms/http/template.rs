//! Fills `{to}`, `{to_digits}`, `{text}` and `{reference}` into a template, escaped for its place.

use crate::sms::message::Sms;
use std::fmt::Write;

/// How a value must be written where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Inside a JSON string.
    Json,
    /// In a form body or an address: everything but unreserved characters as `%XX`.
    Percent,
    /// As it is: `text/plain`.
    Plain,
}

impl Escape {
    /// The escape for a body of this content type; `None` for one we cannot write safely.
    pub(super) fn for_content_type(content_type: &str) -> Option<Self> {
        let name = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Percent),
            "text/plain" => Some(Self::Plain),
            _ => None,
        }
    }

    fn write(self, value: &str, out: &mut String) {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                out.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
            }
            Self::Percent => {
                for byte in value.bytes() {
                    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                        out.push(char::from(byte));
                    } else {
                        // Writing to a String does not fail.
                        let _ = write!(out, "%{byte:02X}");
                    }
                }
            }
            Self::Plain => out.push_str(value),
        }
    }
}

/// Fills a template in one pass, so that a text that reads `{to}` stays a text. Braces that hold
/// none of the four names stay as they are: JSON is full of them.
pub(super) fn fill(template: &str, sms: &Sms, escape: Escape) -> String {
    let reference = sms.reference.to_string();
    let values = [
        ("{to}", sms.to.as_str()),
        ("{to_digits}", sms.to.trim_start_matches('+')),
        ("{text}", sms.text.as_str()),
        ("{reference}", reference.as_str()),
    ];
    let mut out = String::with_capacity(template.len() + sms.text.len() + 64);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match values.iter().find(|(name, _)| from.starts_with(name)) {
            Some((name, value)) => {
                escape.write(value, &mut out);
                from.get(name.len()..).unwrap_or_default()
            }
            None => {
                out.push('{');
                from.get(1..).unwrap_or_default()
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn sms(text: &str) -> Sms {
        Sms { to: "+84912345678".to_owned(), text: text.to_owned(), reference: Uuid::nil() }
    }

    #[test]
    fn fills_json() {
        let filled = fill(
            r#"{"phone":"{to}","msg":"{text}","n":{"x":1},"id":"{reference}"}"#,
            &sms("Mã \"1\"\n{to} \\"),
            Escape::Json,
        );
        let read: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(read["msg"], "Mã \"1\"\n{to} \\");
        assert_eq!(read["phone"], "+84912345678");
        assert_eq!(read["id"], Uuid::nil().to_string());
    }

    #[test]
    fn fills_forms() {
        let filled = fill("to={to}&d={to_digits}&m={text}", &sms("Mã a&b=1"), Escape::Percent);
        assert_eq!(filled, "to=%2B84912345678&d=84912345678&m=M%C3%A3%20a%26b%3D1");
    }

    #[test]
    fn knows_content_types() {
        let of = Escape::for_content_type;
        assert_eq!(of("application/json; charset=utf-8"), Some(Escape::Json));
        assert_eq!(of("application/x-www-form-urlencoded"), Some(Escape::Percent));
        assert_eq!(of("application/xml"), None);
    }
}
