//! Proof of work: a signed puzzle of eight parts that a browser solves while its person types.
//!
//! A solution is eight nonces; the SHA-256 of `token:i:nonce` must begin with `bits - 3` zero bits
//! for each `i` from 0 to 7. One puzzle of `bits` bits would cost the same on average, but its time
//! would be anyone's guess; eight parts spread it by a third only.

use super::verdict::{ChallengeRefusal, SpentId};
use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ground::keys::{KeyRing, Signer};
use ground::{Chance, Moment, Span};

/// How many parts a puzzle has.
pub const PARTS: usize = 8;
/// The parts together cost `2^3` times what one does.
const BITS_OF_PARTS: u8 = 3;
const FORMAT: &str = "p1";
const LONGEST_TOKEN: usize = 256;
/// The worker fills nonces up with zeros so that each hash takes one block.
const LONGEST_NONCE: usize = 80;

/// Hands out puzzles and checks their solutions.
#[derive(Clone)]
pub struct ProofOfWork {
    signer: Signer,
    lifetime: Span,
}

impl ProofOfWork {
    /// Puzzles that live for `lifetime`.
    pub fn new(ring: &KeyRing, lifetime: Span) -> Self {
        Self { signer: Signer::new(ring, "challenge.proof_of_work"), lifetime }
    }

    /// A new puzzle: `p1.bits.expiry.salt.binding.signature`. `visit` is whatever binds it to one
    /// browser, `purpose` names the form; neither can be read from it.
    pub fn issue(
        &self,
        now: Moment,
        chance: &Chance,
        visit: &[u8],
        purpose: &str,
        bits: u8,
    ) -> String {
        let salt = URL_SAFE_NO_PAD.encode(chance.bytes::<16>());
        let expires = now.plus(self.lifetime).unix_ms();
        let binding = self.binding(&salt, visit, purpose);
        self.signer.sealed(&format!("{FORMAT}.{bits}.{expires}.{salt}.{binding}"))
    }

    /// Checks a solution: eight nonces with dots between them.
    ///
    /// # Errors
    /// The reason it does not count.
    pub fn verify(
        &self,
        token: &str,
        solution: &str,
        now: Moment,
        visit: &[u8],
        purpose: &str,
    ) -> Result<SpentId, ChallengeRefusal> {
        if token.is_empty() || solution.is_empty() {
            return Err(ChallengeRefusal::Missing);
        }
        let puzzle = self.open(token).ok_or(ChallengeRefusal::Malformed)?;
        if puzzle.binding != self.binding(puzzle.salt, visit, purpose) {
            return Err(ChallengeRefusal::NotYours);
        }
        if now >= puzzle.expires {
            return Err(ChallengeRefusal::Expired);
        }
        let nonces = parse(solution).ok_or(ChallengeRefusal::Malformed)?;
        let zeros = u32::from(puzzle.bits.saturating_sub(BITS_OF_PARTS));
        let solved = |(i, nonce): (usize, &&str)| leading_zeros(token, i, nonce) >= zeros;
        if !nonces.iter().enumerate().all(solved) {
            return Err(ChallengeRefusal::Wrong);
        }
        Ok(SpentId::of(puzzle.message.as_bytes(), puzzle.expires))
    }

    fn open<'a>(&self, token: &'a str) -> Option<Puzzle<'a>> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let message = self.signer.opened(token)?;
        let mut parts = message.split('.');
        let (Some(FORMAT), Some(bits), Some(expires), Some(salt), Some(binding), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let expires = Moment::from_unix_ms(expires.parse().ok()?);
        Some(Puzzle { message, bits: bits.parse().ok()?, expires, salt, binding })
    }

    fn binding(&self, salt: &str, visit: &[u8], purpose: &str) -> String {
        let bound = [b"visit\0", purpose.as_bytes(), b"\0", salt.as_bytes(), b"\0", visit].concat();
        URL_SAFE_NO_PAD.encode(&self.signer.sign(&bound)[..16])
    }
}

/// What a token of ours says.
struct Puzzle<'a> {
    message: &'a str,
    bits: u8,
    expires: Moment,
    salt: &'a str,
    binding: &'a str,
}

fn parse(solution: &str) -> Option<[&str; PARTS]> {
    let fits = |nonce: &&str| {
        (1..=LONGEST_NONCE).contains(&nonce.len())
            && nonce.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    // One more than needed, so that too many are seen without walking through a megabyte.
    let nonces: Vec<&str> = solution.split('.').take(PARTS + 1).collect();
    nonces.iter().all(fits).then_some(nonces)?.try_into().ok()
}

fn leading_zeros(token: &str, part: usize, nonce: &str) -> u32 {
    let mut hash = digest::Context::new(&digest::SHA256);
    hash.update(format!("{token}:{part}:{nonce}").as_bytes());
    let hash = hash.finish();
    let first = hash.as_ref().first_chunk().copied().map_or(u64::MAX, u64::from_be_bytes);
    first.leading_zeros()
}
