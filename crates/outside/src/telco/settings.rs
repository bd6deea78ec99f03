//! Settings of the operator's check.

use ground::{Secret, Span};
use serde::Deserialize;
use std::path::PathBuf;

/// Settings of the mobile operator's check, spoken in CAMARA.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address before `/kyc-match/v0.4` and `/sim-swap/v2`.
    pub base_url: String,
    /// How long one exchange may take.
    pub timeout: Span,
    /// Where access tokens are asked for by client credentials; none where `token` serves or none
    /// is needed.
    pub token_url: Option<String>,
    /// The name we ask for access tokens with.
    pub client_id: String,
    /// The secret we ask for access tokens with.
    pub client_secret: Secret,
    /// The scopes asked for, parted by spaces.
    pub scope: String,
    /// A standing access token, used where there is no `token_url`.
    pub token: Option<Secret>,
    /// PEM file of the only certificate authorities trusted; the system's if left out.
    pub ca_file: Option<PathBuf>,
    /// Refuse to speak to private addresses, whatever the operator's name resolves to.
    pub public_only: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://localhost:8082".to_owned(),
            timeout: Span::from_seconds(5),
            token_url: None,
            client_id: String::new(),
            client_secret: Secret::new(""),
            scope: "kyc-match:match sim-swap:check".to_owned(),
            token: None,
            ca_file: None,
            public_only: false,
        }
    }
}
