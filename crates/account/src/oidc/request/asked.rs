//! The `claims` parameter (OpenID Connect Core, 5.5): single claims, for one place or the other.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Every standard claim that we have.
pub(in crate::oidc) const STANDARD: [&str; 7] = [
    "name",
    "birthdate",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "citizen_number",
];

/// Which single claims a client asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::oidc) struct Asked {
    /// From the userinfo endpoint.
    pub(in crate::oidc) userinfo: Vec<String>,
    /// In the ID token.
    pub(in crate::oidc) id_token: Vec<String>,
}

/// What the parameter says beside the names of claims of ours.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::oidc) struct AlsoAsked {
    /// Whom the client expects (`sub` with a value).
    pub(in crate::oidc) sub: Option<String>,
    /// What the sign-in must be worth.
    pub(in crate::oidc) acr: Vec<String>,
    /// Whether that is essential.
    pub(in crate::oidc) acr_is_essential: bool,
}

/// The scope that a claim belongs to; nothing for claims we do not have.
pub(in crate::oidc) fn scope_of(claim: &str) -> Option<&'static str> {
    Some(match claim {
        "name" | "birthdate" => "profile",
        "email" | "email_verified" => "email",
        "phone_number" | "phone_number_verified" => "phone",
        "citizen_number" => "identity",
        _ => return None,
    })
}

impl Asked {
    /// Reads the parameter. Claims we do not have are passed over (5.5.1), and so are those that
    /// `may` does not allow. Nothing where it is no such JSON.
    pub(super) fn read(text: &str, may: impl Fn(&str) -> bool) -> Option<(Self, AlsoAsked)> {
        let whole: Map<String, Value> = serde_json::from_str(text).ok()?;
        let mut also = AlsoAsked::default();
        let mut places = [Vec::new(), Vec::new()];
        for (place, names) in ["userinfo", "id_token"].into_iter().zip(&mut places) {
            let claims = match whole.get(place) {
                None | Some(Value::Null) => continue,
                Some(claims) => claims.as_object()?,
            };
            for (name, asked) in claims {
                if !(asked.is_null() || asked.is_object()) {
                    return None;
                }
                also.note(name, asked)?;
                if scope_of(name).is_some_and(&may) {
                    names.push(name.clone());
                }
            }
        }
        let [userinfo, id_token] = places;
        Some((Self { userinfo, id_token }, also))
    }

    /// All that the userinfo endpoint tells a client of the national claims, whatever it asks for.
    pub(super) fn with_all_told(mut self) -> Self {
        self.userinfo = STANDARD.map(str::to_owned).to_vec();
        self
    }

    /// Every claim that is asked for.
    pub(in crate::oidc) fn names(&self) -> impl Iterator<Item = &str> {
        self.userinfo.iter().chain(&self.id_token).map(String::as_str)
    }
}

impl AlsoAsked {
    fn note(&mut self, name: &str, asked: &Value) -> Option<()> {
        let values = match (asked.get("value"), asked.get("values")) {
            (Some(value), _) => vec![value],
            (None, Some(values)) => values.as_array()?.iter().collect(),
            (None, None) => Vec::new(),
        };
        match name {
            "sub" => {
                if let Some(value) = values.first() {
                    self.sub = Some(value.as_str()?.to_owned());
                }
            }
            "acr" => {
                for value in values {
                    self.acr.push(value.as_str()?.to_owned());
                }
                self.acr_is_essential |= asked.get("essential") == Some(&Value::Bool(true));
            }
            _ => {}
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openid_core_5_5_reads_claims_and_passes_over_unknown_ones() {
        let text = r#"{"userinfo":{"name":{"essential":true},"picture":null,"email":null},
            "id_token":{"acr":{"essential":true,"values":["LoA2"]},"sub":{"value":"x"},"name":null}}"#;
        let (asked, also) = Asked::read(text, |scope| scope != "email").unwrap();
        assert_eq!(asked.userinfo, ["name"]);
        assert_eq!(asked.id_token, ["name"]);
        assert_eq!((also.sub.as_deref(), also.acr_is_essential), (Some("x"), true));
        assert_eq!(also.acr, ["LoA2"]);
    }

    #[test]
    fn what_is_no_such_json_is_refused() {
        for wrong in [
            "",
            "[]",
            "{\"userinfo\":[]}",
            "{\"userinfo\":{\"name\":1}}",
            "{\"id_token\":{\"sub\":{\"value\":7}}}",
        ] {
            assert!(Asked::read(wrong, |_| true).is_none(), "{wrong}");
        }
    }
}
