//! The visit: an unguessable name for one browser, kept in a cookie that holds nothing else.

use aws_lc_rs::digest;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ground::Chance;
use std::fmt;

/// One browser's visit: 256 bits of chance. What is bound to a visit, another browser cannot use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Visit([u8; 32]);

impl Visit {
    /// A new visit.
    pub fn new(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// The bytes, to bind things to.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What a table may hold of it: SHA-256. The cookie itself never lies in a table, so whoever
    /// reads the database cannot go on in a citizen's place.
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = [0; 32];
        digest.copy_from_slice(digest::digest(&digest::SHA256, &self.0).as_ref());
        digest
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(Self(URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?))
    }
}

impl fmt::Debug for Visit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Visit(…)")
    }
}

/// How one house names its visit cookie. Ports do not part cookies, so each house has a prefix.
#[derive(Debug, Clone)]
pub struct VisitCookie {
    name: String,
    secure: bool,
}

impl VisitCookie {
    /// The cookie of one house. Over TLS it carries the `__Host-` prefix (RFC 6265bis 4.1.3.2).
    pub fn new(house: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        Self { name: format!("{prefix}motcua-{house}-visit"), secure }
    }

    /// The visit a request carries, if it carries a well-formed one.
    pub fn read(&self, headers: &HeaderMap) -> Option<Visit> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .and_then(|(_, value)| Visit::from_text(value))
    }

    /// The header that sets it, for as long as the browser is open.
    pub fn set(&self, visit: &Visit) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let value = URL_SAFE_NO_PAD.encode(visit.0);
        let line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}", self.name);
        HeaderValue::from_str(&line).ok()
    }
}
