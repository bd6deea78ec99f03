//! Blind indexes: a personal value can be looked up without being readable in the table.

use super::KeyRing;
use aws_lc_rs::hmac;
use std::sync::Arc;

/// HMAC-SHA-256 over a normalised value, under a key of its own for each kind of value.
/// While keys rotate, a value has one index for each version: look up under all of them.
#[derive(Clone)]
pub struct BlindIndex(Arc<Keys>);

struct Keys {
    current: hmac::Key,
    others: Vec<hmac::Key>,
}

impl BlindIndex {
    /// An index over one kind of value (`citizen number`, `phone`).
    pub fn new(ring: &KeyRing, kind: &str) -> Self {
        let purpose = format!("index {kind}");
        let key = |derived: [u8; 32]| hmac::Key::new(hmac::HMAC_SHA256, &derived);
        let current = key(ring.derive_current(&purpose));
        Self(Arc::new(Keys { current, others: ring.derive_others(&purpose).map(key).collect() }))
    }

    /// The index under the current key, as it is stored.
    pub fn of(&self, value: &str) -> Vec<u8> {
        hmac::sign(&self.0.current, value.as_bytes()).as_ref().to_vec()
    }

    /// The indexes under every key, as they are looked up; the current one first.
    pub fn all_of(&self, value: &str) -> Vec<Vec<u8>> {
        let keys = std::iter::once(&self.0.current).chain(&self.0.others);
        keys.map(|key| hmac::sign(key, value.as_bytes()).as_ref().to_vec()).collect()
    }
}
