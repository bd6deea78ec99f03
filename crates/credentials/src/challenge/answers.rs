//! What a form sends back about its challenge, judged by the mode that is set.

use super::image::ImageChallenge;
use super::proof_of_work::ProofOfWork;
use super::settings::{Mode, Pressure, Settings};
use super::verdict::{ChallengeRefusal, SpentId};
use ground::keys::{FieldCipher, KeyRing};
use ground::{Chance, Fault, Moment};

/// The four fields of a challenge as they were sent; what is missing is empty.
#[derive(Clone, Copy, Default)]
pub struct Answers<'a> {
    /// Field `challenge-token`: the puzzle.
    pub token: &'a str,
    /// Field `challenge-solution`: what the worker found.
    pub solution: &'a str,
    /// Field `challenge-image`: the token of the picture.
    pub image: &'a str,
    /// Field `challenge-answer`: what the person typed.
    pub answer: &'a str,
}

/// The challenge of a deployment: both kinds and the settings that choose between them.
#[derive(Clone)]
pub struct Challenge {
    settings: Settings,
    proof: ProofOfWork,
    image: ImageChallenge,
}

impl Challenge {
    /// Challenges under these keys.
    ///
    /// # Errors
    /// Never with a well-formed ring.
    pub fn new(ring: &KeyRing, settings: Settings) -> Result<Self, Fault> {
        let proof = ProofOfWork::new(ring, settings.lifetime);
        let image = ImageChallenge::new(FieldCipher::new(ring)?, settings.lifetime);
        Ok(Self { settings, proof, image })
    }

    /// What is set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The proofs.
    pub fn proof(&self) -> &ProofOfWork {
        &self.proof
    }

    /// The images.
    pub fn image(&self) -> &ImageChallenge {
        &self.image
    }

    /// A new puzzle as hard as the pressure asks for, and its bits.
    pub fn puzzle(
        &self,
        now: Moment,
        chance: &Chance,
        visit: &[u8],
        purpose: &str,
        pressure: Pressure,
    ) -> (String, u8) {
        let bits = self.settings.bits(pressure);
        (self.proof.issue(now, chance, visit, purpose, bits), bits)
    }

    /// Judges what was sent and names what to spend. In `proof_of_work` an image that was typed
    /// counts where the proof does not; in `both` the two must be right.
    ///
    /// # Errors
    /// The reason that is of use to the person: the image's where one was typed.
    pub fn check(
        &self,
        sent: Answers<'_>,
        now: Moment,
        visit: &[u8],
        purpose: &str,
    ) -> Result<Vec<SpentId>, ChallengeRefusal> {
        let proof = || self.proof.verify(sent.token, sent.solution, now, visit, purpose);
        let image = || self.image.verify(sent.image, sent.answer, now, visit, purpose);
        match self.settings.mode {
            Mode::ProofOfWork => {
                { proof().or_else(|refusal| image().map_err(|typed| useful(refusal, typed))) }
                    .map(|id| vec![id])
            }
            Mode::Image => image().map(|id| vec![id]),
            Mode::Both => Ok(vec![image()?, proof()?]),
        }
    }
}

fn useful(proof: ChallengeRefusal, image: ChallengeRefusal) -> ChallengeRefusal {
    if image == ChallengeRefusal::Missing { proof } else { image }
}
