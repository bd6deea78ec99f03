//! Signed tokens (JWS in compact form, RFC 7515) over the one cryptographic library of this house.
//!
//! What a key may sign with stands in its type, so a token cannot choose how it is verified: there
//! is no `none` and no shared secret to be confused with (RFC 8725, 3.1). This slice reads no
//! clock: who verifies a token decides about its times. Why our own: docs/decisions/0017.

mod verifying;
mod signing;
mod compact;

pub use compact::Compact;
pub use signing::SigningKey;
pub use verifying::VerifyingKey;

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// How a token is signed. Whatever is not listed here cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA over P-256 with SHA-256 (RFC 7518, 3.4).
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3).
    #[serde(rename = "RS256")]
    Rs256,
    /// RSASSA-PSS with SHA-256 (RFC 7518, 3.5).
    #[serde(rename = "PS256")]
    Ps256,
    /// Ed25519 (RFC 8037, 3.1).
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    /// Its name in headers and metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::EdDsa => "EdDSA",
        }
    }
}

/// Bytes as base64url without padding.
pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a base64url text; nothing where it is none.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// SHA-256 of a text or of bytes, as base64url: what PKCE, DPoP and thumbprints compare.
pub fn sha256(of: impl AsRef<[u8]>) -> String {
    base64url(digest::digest(&digest::SHA256, of.as_ref()))
}

#[cfg(test)]
mod tests;
