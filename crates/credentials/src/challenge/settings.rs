//! What a deployment may set about challenges, and how hard a proof is under which pressure.

use ground::Span;
use serde::{Deserialize, Deserializer, de};

/// The puzzle is at least this many bits hard, so that it is a puzzle at all.
pub const FEWEST_BITS: u8 = 8;
/// And at most this many: beyond, no telephone solves it while a form is filled in.
pub const MOST_BITS: u8 = 24;

/// Which challenges a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The invisible proof; the image where the proof does not come.
    #[default]
    ProofOfWork,
    /// The image alone, always shown.
    Image,
    /// Proof and image, each of them demanded. For a service under attack: it shuts out browsers
    /// without script, whom the page then sends to the desk.
    Both,
}

impl Mode {
    /// Whether a page hands out a puzzle.
    pub fn offers_proof(self) -> bool {
        self != Self::Image
    }

    /// Whether the image stays in sight although the browser works on a proof.
    pub fn keeps_image(self) -> bool {
        self != Self::ProofOfWork
    }
}

/// Settings of the challenge.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Which challenges are asked for: `proof_of_work`, `image` or `both`.
    pub mode: Mode,
    /// How hard a proof is in quiet times: about two to this power hashes (8 to 24).
    #[serde(deserialize_with = "bits_in_range")]
    pub bits_base: u8,
    /// How hard a proof becomes at most under pressure (8 to 24).
    #[serde(deserialize_with = "bits_in_range")]
    pub bits_max: u8,
    /// How long a challenge may be answered; as long as a form may be filled in.
    pub lifetime: Span,
    /// After how much work a phone counts as slow and is offered the image.
    pub slow_phone_limit: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::ProofOfWork,
            bits_base: 17,
            bits_max: 21,
            lifetime: Span::from_minutes(30),
            slow_phone_limit: Span::from_seconds(3),
        }
    }
}

fn bits_in_range<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let bits = u8::deserialize(from)?;
    if (FEWEST_BITS..=MOST_BITS).contains(&bits) {
        return Ok(bits);
    }
    Err(de::Error::invalid_value(
        de::Unexpected::Unsigned(bits.into()),
        &"a number of bits from 8 to 24",
    ))
}

/// How many challenges were handed out lately, as the caller has counted them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pressure {
    /// To this network address, within the last hour. Whole districts share one address of a
    /// mobile operator, so a few dozen mean nothing.
    pub from_address: u32,
    /// To everybody, within the last minute.
    pub everywhere: u32,
}

/// From how many challenges on one bit, two bits, … are added: for one address and for all.
const STEPS_FROM_ADDRESS: [u32; 4] = [60, 200, 600, 2_000];
const STEPS_EVERYWHERE: [u32; 4] = [1_200, 3_000, 6_000, 12_000];

impl Settings {
    /// How many bits hard the next proof is: the base, and one more for each step that either
    /// count has passed; the worse of the two counts. Never more than `bits_max`.
    pub fn bits(&self, pressure: Pressure) -> u8 {
        let passed = |steps: [u32; 4], count| steps.into_iter().filter(|s| count >= *s).count();
        let more = passed(STEPS_FROM_ADDRESS, pressure.from_address)
            .max(passed(STEPS_EVERYWHERE, pressure.everywhere));
        let bits = self.bits_base.saturating_add(u8::try_from(more).unwrap_or(u8::MAX));
        bits.min(self.bits_max.max(self.bits_base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_grows_with_the_pressure() {
        let settings = Settings::default();
        for (from_address, everywhere, bits) in [
            (0, 0, 17),
            (59, 1_199, 17),
            (60, 0, 18),
            (200, 0, 19),
            (0, 1_200, 18),
            (60, 3_000, 19),
            (600, 3_000, 20),
            (2_000, 0, 21),
            (u32::MAX, u32::MAX, 21),
        ] {
            assert_eq!(settings.bits(Pressure { from_address, everywhere }), bits);
        }
        let flat = Settings { bits_base: 19, bits_max: 10, ..settings };
        assert_eq!(flat.bits(Pressure { from_address: 9_999, everywhere: 0 }), 19);
    }

    #[test]
    fn settings_are_read_and_wrong_ones_are_named() {
        let read: Settings =
            toml::from_str("mode = \"both\"\nbits_base = 12\nlifetime = \"10m\"").unwrap();
        assert_eq!((read.mode, read.bits_base, read.bits_max), (Mode::Both, 12, 21));
        assert_eq!(read.lifetime, Span::from_minutes(10));
        for wrong in ["mode = \"captcha\"", "bits_base = 3", "bits_max = 40", "bits = 17"] {
            assert!(toml::from_str::<Settings>(wrong).is_err(), "{wrong}");
        }
    }
}
