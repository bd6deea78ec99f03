//! Settings of one gateway that is called by HTTP.

use ground::{Secret, Span};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Settings of one gateway called by HTTP. `{to}` (E.164), `{to_digits}` (without the plus),
/// `{text}` and `{reference}` in the address, the body and, `{reference}` only, the headers are
/// filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address of the gateway.
    pub url: String,
    /// Method of the request: "POST" mostly.
    pub method: String,
    /// Headers of the request; `content-type` decides how the body is escaped.
    pub headers: BTreeMap<String, Secret>,
    /// Body of the request; it may hold the gateway's password, so it is kept like one.
    pub body: Secret,
    /// JSON pointer to the gateway's id of the message in its answer, for example "/data/id".
    pub id_pointer: Option<String>,
    /// How long the whole exchange may take.
    pub timeout: Span,
    /// PEM file of the only certificate authorities trusted; the system's if left out.
    pub ca_file: Option<PathBuf>,
    /// Refuse to speak to private addresses, whatever the gateway's name resolves to.
    pub public_only: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let json = Secret::new("application/json");
        Self {
            url: "http://localhost:8082/sms".to_owned(),
            method: "POST".to_owned(),
            headers: BTreeMap::from([("content-type".to_owned(), json)]),
            body: Secret::new(r#"{"to":"{to}","text":"{text}","reference":"{reference}"}"#),
            id_pointer: None,
            timeout: Span::from_seconds(10),
            ca_file: None,
            public_only: false,
        }
    }
}
