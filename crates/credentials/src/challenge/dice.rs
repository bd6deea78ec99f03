//! `Dice`: the repeatable randomness of a picture and its reading. The same token always looks and
//! sounds the same, so that reloading neither helps a machine nor confuses a person.

use aws_lc_rs::digest;

/// A SplitMix64 sequence seeded with a SHA-256. Not for secrets: its seed is one.
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one use (`draw`, `audio`) of one seed.
    pub(super) fn new(purpose: &str, seed: &[u8]) -> Self {
        let hash = digest::digest(&digest::SHA256, &[purpose.as_bytes(), b"\0", seed].concat());
        Self(hash.as_ref().first_chunk().copied().map_or(0, u64::from_be_bytes))
    }

    /// A number from `low` up to but not including `high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        #[expect(clippy::cast_precision_loss, reason = "24 bits are what a f32 holds")]
        let unit = (z >> 40) as f32 / 16_777_216.0;
        low + unit * (high - low)
    }

    /// Either sign, each equally likely.
    pub(super) fn sign(&mut self) -> f32 {
        if self.between(0.0, 1.0) < 0.5 { -1.0 } else { 1.0 }
    }
}
