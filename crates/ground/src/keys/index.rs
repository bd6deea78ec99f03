//! Blind indexes: a personal value can be looked up without being readable in the table.

use super::KeyRing;
use super::hmac_keys::HmacKeys;
use aws_lc_rs::hmac;

/// HMAC-SHA-256 over a normalised value, under a key of its own for each kind of value.
/// While keys rotate, a value has one index for each version: look up under all of them.
#[derive(Clone)]
pub struct BlindIndex(HmacKeys);

impl BlindIndex {
    /// An index over one kind of value (`citizen number`, `phone`).
    pub fn new(ring: &KeyRing, kind: &str) -> Self {
        Self(HmacKeys::new(ring, &format!("index {kind}")))
    }

    /// The index under the current key, as it is stored.
    pub fn of(&self, value: &str) -> Vec<u8> {
        hmac::sign(self.0.current(), value.as_bytes()).as_ref().to_vec()
    }

    /// The indexes under every key, as they are looked up; the current one first.
    pub fn all_of(&self, value: &str) -> Vec<Vec<u8>> {
        self.0.all().map(|key| hmac::sign(key, value.as_bytes()).as_ref().to_vec()).collect()
    }
}
