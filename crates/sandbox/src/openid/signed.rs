//! What the provider signs, and what it signs when it is ill.

use crate::faults::OpenIdFault;
use ground::Fault;
use ground::jose::{Algorithm, SigningKey, base64url};
use serde_json::{Value, json};

/// The provider's key, and one that nobody knows.
pub(super) struct Signing {
    own: SigningKey,
    foreign: SigningKey,
}

impl Signing {
    pub(super) fn new() -> Result<Self, Fault> {
        let make =
            || SigningKey::from_pkcs8(Algorithm::Es256, &SigningKey::generate(Algorithm::Es256)?);
        Ok(Self { own: make()?, foreign: make()? })
    }

    /// The public keys (RFC 7517).
    pub(super) fn jwks(&self) -> Value {
        json!({ "keys": [self.own.public_jwk()] })
    }

    /// Signs claims as a token of a kind; unsigned or signed with another's key where it is ill.
    pub(super) fn sign(
        &self,
        kind: &str,
        claims: &Value,
        fault: OpenIdFault,
    ) -> Result<String, Fault> {
        let is_logout = kind == "logout+jwt";
        match fault {
            OpenIdFault::AlgNone if !is_logout => Ok(unsigned(kind, claims)),
            OpenIdFault::UnsignedLogout if is_logout => Ok(unsigned(kind, claims)),
            OpenIdFault::ForeignKey => self.foreign.sign(kind, claims),
            _ => self.own.sign(kind, claims),
        }
    }
}

fn unsigned(kind: &str, claims: &Value) -> String {
    let header = json!({ "alg": "none", "typ": kind });
    format!("{}.{}.", base64url(header.to_string()), base64url(claims.to_string()))
}
