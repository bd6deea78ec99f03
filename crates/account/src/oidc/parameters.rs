//! The parameters of a request (RFC 6749, 3.1 and 3.2): each stands once, one without a value
//! counts as left out, those we do not know are passed over.

use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, Limited};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The longest request that is read, in bytes (Keycloak CVE-2026-4634).
pub(super) const AT_MOST: usize = 16 * 1024;

/// How long a client may take to send one.
const BODY_WITHIN: Duration = Duration::from_secs(30);

/// What a request says.
#[derive(Default)]
pub(super) struct Parameters {
    values: BTreeMap<String, String>,
    repeated: BTreeSet<String>,
}

/// A request that is no form, or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// More than 16 KiB.
    TooLong,
    /// Not `application/x-www-form-urlencoded`, or broken off.
    NoForm,
}

impl Parameters {
    /// Reads a query or a body.
    pub(super) fn read(text: &[u8]) -> Result<Self, Unreadable> {
        if text.len() > AT_MOST {
            return Err(Unreadable::TooLong);
        }
        let mut all = Self::default();
        for (name, value) in form_urlencoded::parse(text) {
            if all.values.contains_key(name.as_ref()) {
                all.repeated.insert(name.into_owned());
            } else {
                all.values.insert(name.into_owned(), value.into_owned());
            }
        }
        Ok(all)
    }

    /// Reads the body of a POST.
    pub(super) async fn of_body(headers: &HeaderMap, body: Body) -> Result<Self, Unreadable> {
        Self::read(&form(headers, body).await?)
    }

    /// The value of a parameter; nothing where it is left out, empty or repeated.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name).filter(|value| !value.is_empty())?;
        (!self.repeated.contains(name)).then_some(value)
    }

    /// Whether a parameter stands there at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether any parameter stands twice.
    pub(super) fn repeats(&self) -> bool {
        !self.repeated.is_empty()
    }
}

/// The text of a form.
pub(super) async fn form(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Unreadable> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let whole = Limited::new(body, AT_MOST).collect();
    let whole = tokio::time::timeout(BODY_WITHIN, whole).await.map_err(|_| Unreadable::NoForm)?;
    let whole = whole.map_err(|_| Unreadable::TooLong)?.to_bytes().to_vec();
    let is_form = kind.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    if is_form || whole.is_empty() { Ok(whole) } else { Err(Unreadable::NoForm) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_6749_3_1_empty_counts_as_left_out_and_twice_is_seen() {
        let all = Parameters::read(b"a=1&b=&c=1&c=2&d=x+y%20z").unwrap();
        assert_eq!((all.get("a"), all.get("b"), all.get("d")), (Some("1"), None, Some("x y z")));
        assert!(all.repeats() && all.get("c").is_none() && all.has("c"));
        let long = vec![b'a'; AT_MOST + 1];
        assert!(matches!(Parameters::read(&long), Err(Unreadable::TooLong)));
    }
}
