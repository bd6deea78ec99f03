//! Blind indexes: a personal value can be looked up without being readable in the table.

use super::KeyRing;
use aws_lc_rs::hmac;
use std::sync::Arc;

/// HMAC-SHA-256 over a normalised value, under a key of its own for each kind of value.
/// While keys rotate, a value has one index for each version: look up under all of them.
#[derive(Clone)]
pub struct BlindIndex(Arc<Vec<hmac::Key>>);

impl BlindIndex {
    /// An index over one kind of value (`citizen number`, `phone`).
    pub fn new(ring: &KeyRing, kind: &str) -> Self {
        let purpose = format!("index {kind}");
        let keys = ring.versions().filter_map(|version| ring.derive(version, &purpose));
        Self(Arc::new(keys.map(|key| hmac::Key::new(hmac::HMAC_SHA256, &key)).collect()))
    }

    /// The index under the current key, as it is stored.
    pub fn of(&self, value: &str) -> Vec<u8> {
        self.all_of(value).into_iter().next().unwrap_or_default()
    }

    /// The indexes under every key, as they are looked up; the current one first.
    pub fn all_of(&self, value: &str) -> Vec<Vec<u8>> {
        self.0.iter().map(|key| hmac::sign(key, value.as_bytes()).as_ref().to_vec()).collect()
    }
}
