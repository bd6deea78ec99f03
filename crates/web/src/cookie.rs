//! Cookies hold an unguessable name and nothing else. The visit names one browser; a house names
//! other things it knows of a browser (a session) in cookies of their own.

use aws_lc_rs::digest;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ground::{Chance, Span};
use std::fmt;

/// An unguessable name: 256 bits of chance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opaque([u8; 32]);

impl Opaque {
    /// A new name.
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
        self.digest_for(&[])
    }

    /// What a table may hold of it beside `whom`: nobody sees that two rows name one browser.
    pub fn digest_for(&self, whom: &[u8]) -> [u8; 32] {
        let mut digest = [0; 32];
        let text = [self.0.as_slice(), whom].concat();
        digest.copy_from_slice(digest::digest(&digest::SHA256, &text).as_ref());
        digest
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(Self(URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?))
    }
}

impl fmt::Debug for Opaque {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Opaque(…)")
    }
}

/// One browser's visit. What is bound to a visit, another browser cannot use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Visit(Opaque);

impl Visit {
    /// A new visit.
    pub fn new(chance: &Chance) -> Self {
        Self(Opaque::new(chance))
    }

    /// The bytes, to bind things to.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// What a table may hold of it.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest()
    }
}

impl fmt::Debug for Visit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Visit(…)")
    }
}

/// How one house names one cookie. Ports do not part cookies, so each house has a prefix.
#[derive(Debug, Clone)]
pub struct NamedCookie {
    name: String,
    secure: bool,
}

impl NamedCookie {
    /// A cookie of one house. Over TLS it carries the `__Host-` prefix (RFC 6265bis 4.1.3.2).
    pub fn new(house: &str, what: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        Self { name: format!("{prefix}motcua-{house}-{what}"), secure }
    }

    /// What a request carries under this name, if it is well formed.
    pub fn read<'a>(&self, lines: impl IntoIterator<Item = &'a HeaderValue>) -> Option<Opaque> {
        lines
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .and_then(|(_, value)| Opaque::from_text(value))
    }

    /// The header that sets it: for so long, or for as long as the browser is open.
    pub fn set(&self, value: &Opaque, lasts: Option<Span>) -> Option<HeaderValue> {
        let lasts = lasts.map(|lasts| format!("; Max-Age={}", lasts.as_ms() / 1_000));
        self.line(&URL_SAFE_NO_PAD.encode(value.0), &lasts.unwrap_or_default())
    }

    /// The header that takes it away.
    pub fn forget(&self) -> Option<HeaderValue> {
        self.line("", "; Max-Age=0")
    }

    fn line(&self, value: &str, lasts: &str) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let name = &self.name;
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}");
        HeaderValue::from_str(&line).ok()
    }
}

/// The visit cookie of one house.
#[derive(Debug, Clone)]
pub struct VisitCookie(NamedCookie);

impl VisitCookie {
    /// The cookie of one house.
    pub fn new(house: &str, secure: bool) -> Self {
        Self(NamedCookie::new(house, "visit", secure))
    }

    /// The visit a request carries, if it carries a well-formed one.
    pub fn read(&self, headers: &HeaderMap) -> Option<Visit> {
        self.0.read(headers.get_all(header::COOKIE)).map(Visit)
    }

    /// The header that sets it, for as long as the browser is open.
    pub fn set(&self, visit: &Visit) -> Option<HeaderValue> {
        self.0.set(&visit.0, None)
    }
}
