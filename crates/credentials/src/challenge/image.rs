//! The image challenge: six characters, sealed in a token that the page carries.
//!
//! The token is opaque: the characters, the seed of the picture, the expiry and the binding to the
//! browser are encrypted in it. Picture and reading are made from the token whenever they are asked
//! for; nothing is stored before an answer is spent.

use super::characters::{ALPHABET, Characters, matches};
use super::verdict::{ChallengeRefusal, SpentId};
use super::{audio, draw};
use aws_lc_rs::digest;
use ground::keys::{FieldCipher, Place};
use ground::{Chance, Fault, Moment, Span};

const LONGEST_TOKEN: usize = 256;

/// Hands out images, draws them, reads them aloud and checks what was typed.
#[derive(Clone)]
pub struct ImageChallenge {
    cipher: FieldCipher,
    lifetime: Span,
}

impl ImageChallenge {
    /// Images that live for `lifetime`.
    pub fn new(cipher: FieldCipher, lifetime: Span) -> Self {
        Self { cipher, lifetime }
    }

    /// The token of a new image. `visit` is whatever binds it to one browser, `purpose` names the
    /// form.
    ///
    /// # Errors
    /// A cipher that cannot seal, which a well-formed key ring never gives.
    pub fn issue(
        &self,
        now: Moment,
        chance: &Chance,
        visit: &[u8],
        purpose: &str,
    ) -> Result<String, Fault> {
        let plain = Plain {
            expires: now.plus(self.lifetime),
            binding: binding(visit, purpose),
            seed: chance.bytes(),
            characters: std::array::from_fn(|_| ALPHABET[chance.below(17) as usize]),
        };
        self.cipher.seal(place(), &plain.to_bytes(), chance)
    }

    /// Checks what was typed; case and spaces make no difference.
    ///
    /// # Errors
    /// The reason it does not count.
    pub fn verify(
        &self,
        token: &str,
        answer: &str,
        now: Moment,
        visit: &[u8],
        purpose: &str,
    ) -> Result<SpentId, ChallengeRefusal> {
        if token.is_empty() || answer.trim().is_empty() {
            return Err(ChallengeRefusal::Missing);
        }
        let plain = self.open(token).ok_or(ChallengeRefusal::Malformed)?;
        if plain.binding != binding(visit, purpose) {
            return Err(ChallengeRefusal::NotYours);
        }
        if now >= plain.expires {
            return Err(ChallengeRefusal::Expired);
        }
        if !matches(answer, plain.characters) {
            return Err(ChallengeRefusal::Wrong);
        }
        Ok(plain.spent_id())
    }

    /// The id of an image of ours, whatever was typed. An image counts as spent after a wrong
    /// answer too: spend it first, then verify, so that nobody tries twice at the same picture.
    pub fn spent_id(&self, token: &str) -> Option<SpentId> {
        self.open(token).map(|plain| plain.spent_id())
    }

    /// The picture as a PNG of 220 × 72 pixels; nothing where the token is not ours or too old to
    /// be answered. It takes a few milliseconds: draw it where that holds up nobody.
    ///
    /// # Errors
    /// A built-in font or an encoder that fails, which a tested build never does.
    pub fn draw(&self, token: &str, now: Moment) -> Result<Option<Vec<u8>>, Fault> {
        self.open_in_time(token, now)
            .map(|plain| draw::draw(plain.characters, &plain.seed))
            .transpose()
    }

    /// The Vietnamese reading as a WAV (11,025 Hz, 8 bit, mono, about ten seconds); nothing where
    /// the token is not ours or too old to be answered.
    pub fn read_aloud(&self, token: &str, now: Moment) -> Option<Vec<u8>> {
        self.open_in_time(token, now).map(|plain| audio::read_aloud(plain.characters, &plain.seed))
    }

    fn open_in_time(&self, token: &str, now: Moment) -> Option<Plain> {
        self.open(token).filter(|plain| now < plain.expires)
    }

    fn open(&self, token: &str) -> Option<Plain> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        Plain::from_bytes(&self.cipher.open(place(), token)?)
    }

    /// The characters of an image, for tests that play the person; nothing where the token is not
    /// ours. The program is built without it.
    #[cfg(any(test, feature = "testing"))]
    pub fn characters(&self, token: &str) -> Option<String> {
        Some(String::from_utf8_lossy(&self.open(token)?.characters).into_owned())
    }
}

fn place() -> Place<'static> {
    Place::new("challenge.image", b"")
}

fn binding(visit: &[u8], purpose: &str) -> [u8; 16] {
    let bound = [b"visit\0", purpose.as_bytes(), b"\0", visit].concat();
    let mut short = [0; 16];
    let hash = digest::digest(&digest::SHA256, &bound);
    short.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
    short
}

/// What is sealed in a token.
struct Plain {
    expires: Moment,
    binding: [u8; 16],
    seed: [u8; 16],
    characters: Characters,
}

impl Plain {
    fn to_bytes(&self) -> Vec<u8> {
        let expires = self.expires.unix_ms().to_be_bytes();
        [&expires[..], &self.binding, &self.seed, &self.characters].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (expires, rest) = bytes.split_first_chunk()?;
        let (binding, rest) = rest.split_first_chunk()?;
        let (seed, characters) = rest.split_first_chunk()?;
        Some(Self {
            expires: Moment::from_unix_ms(i64::from_be_bytes(*expires)),
            binding: *binding,
            seed: *seed,
            characters: characters.try_into().ok()?,
        })
    }

    fn spent_id(&self) -> SpentId {
        SpentId::of(&self.to_bytes(), self.expires)
    }
}
