//! The keys of one purpose under every version of a ring, for HMAC-SHA-256.

use super::KeyRing;
use aws_lc_rs::hmac;
use std::sync::Arc;

/// One key for each version: what is new is made under the current one, what is older is found or
/// verified under all.
#[derive(Clone)]
pub(super) struct HmacKeys(Arc<Keys>);

struct Keys {
    current: hmac::Key,
    others: Vec<hmac::Key>,
}

impl HmacKeys {
    /// The keys that a ring derives for one purpose.
    pub(super) fn new(ring: &KeyRing, purpose: &str) -> Self {
        let key = |derived: [u8; 32]| hmac::Key::new(hmac::HMAC_SHA256, &derived);
        let current = key(ring.derive_current(purpose));
        Self(Arc::new(Keys { current, others: ring.derive_others(purpose).map(key).collect() }))
    }

    /// The key of the current version.
    pub(super) fn current(&self) -> &hmac::Key {
        &self.0.current
    }

    /// The keys of every version, the current one first.
    pub(super) fn all(&self) -> impl Iterator<Item = &hmac::Key> {
        std::iter::once(&self.0.current).chain(&self.0.others)
    }
}
