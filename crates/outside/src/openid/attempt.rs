//! One attempt to sign in, and the address it begins with.

use super::metadata::Metadata;
use super::settings::Settings;
use ground::jose::{base64url, sha256};
use ground::{Chance, Moment};
use serde::{Deserialize, Serialize};

/// What one attempt is known by. All three are 256 bits of chance; who keeps them seals them.
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// Comes back with the answer.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Proves that the code was asked for by us (RFC 7636).
    pub verifier: String,
    /// When it began.
    pub began: Moment,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Attempt(…)")
    }
}

impl Attempt {
    /// A new attempt.
    pub fn new(chance: &Chance, now: Moment) -> Self {
        let draw = || base64url(chance.bytes::<32>());
        Self { state: draw(), nonce: draw(), verifier: draw(), began: now }
    }

    /// The address a browser is sent to (OpenID Connect Core, 3.1.2.1).
    pub(super) fn address(
        &self,
        settings: &Settings,
        metadata: &Metadata,
        redirect_uri: &str,
        language: &str,
    ) -> String {
        let challenge = sha256(&self.verifier);
        let mut fields = vec![
            ("response_type", "code"),
            ("client_id", settings.client_id.as_str()),
            ("redirect_uri", redirect_uri),
            ("scope", &settings.scopes),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("ui_locales", language),
        ];
        if settings.pkce {
            fields.extend([
                ("code_challenge", challenge.as_str()),
                ("code_challenge_method", "S256"),
            ]);
        }
        if !settings.acr_values.is_empty() {
            fields.push(("acr_values", &settings.acr_values));
        }
        with_query(&metadata.authorization_endpoint, &fields)
    }
}

/// An address with more fields in its query.
pub(super) fn with_query(address: &str, fields: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}
