//! Reading a token: three parts, none of them believed before a key verified them.

use super::{Algorithm, VerifyingKey, from_base64url};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The longest token that is read, in bytes.
const AT_MOST: usize = 8 * 1024;

/// A token that was taken apart. Its claims are shown only to who verifies it, or says that they
/// look at it unverified.
pub struct Compact<'a> {
    header: Header,
    claims: Map<String, Value>,
    message: &'a str,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: Algorithm,
    typ: Option<String>,
    kid: Option<String>,
    jwk: Option<Value>,
    crit: Option<Value>,
}

impl<'a> Compact<'a> {
    /// Takes a token apart. Nothing where it is none, is longer than 8 KiB, is signed with an
    /// algorithm we do not know (`none` is one) or has critical extensions (RFC 7515, 4.1.11).
    pub fn parse(token: &'a str) -> Option<Self> {
        if token.len() > AT_MOST {
            return None;
        }
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        if claims.contains('.') {
            return None;
        }
        let header: Header = serde_json::from_slice(&from_base64url(header)?).ok()?;
        let claims = serde_json::from_slice(&from_base64url(claims)?).ok()?;
        let signature = from_base64url(signature)?;
        header.crit.is_none().then_some(Self { header, claims, message, signature })
    }

    /// How it says it is signed.
    pub fn algorithm(&self) -> Algorithm {
        self.header.alg
    }

    /// What kind of token it says it is.
    pub fn kind(&self) -> Option<&str> {
        self.header.typ.as_deref()
    }

    /// Which key it says signed it.
    pub fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The public key it carries (DPoP proofs do).
    pub fn jwk(&self) -> Option<&Value> {
        self.header.jwk.as_ref()
    }

    /// The claims, where one of these keys signed it. Where it names a key, only that one counts.
    pub fn verified<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifyingKey>,
    ) -> Option<&Map<String, Value>> {
        let named = |key: &&VerifyingKey| match (self.kid(), key.kid()) {
            (Some(asked), Some(own)) => asked == own,
            _ => true,
        };
        let message = self.message.as_bytes();
        let mut keys = keys.into_iter().filter(named);
        let is_signed = keys.any(|key| key.verifies(self.header.alg, message, &self.signature));
        is_signed.then_some(&self.claims)
    }

    /// A claim nobody has verified: only to find out whose keys to ask.
    pub fn unverified(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }
}
