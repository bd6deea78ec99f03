//! What comes of an answer: the id to spend, or the reason it does not count.

use aws_lc_rs::digest;
use ground::Moment;

/// Why an answer does not count. Each comes back on the form with a new challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengeRefusal {
    /// Nothing was answered.
    Missing,
    /// The challenge or its answer is not in the form we gave it, or was changed.
    Malformed,
    /// The form lay open for longer than the challenge lives.
    Expired,
    /// The challenge was given to another browser or for another purpose.
    NotYours,
    /// The answer is not right.
    Wrong,
}

/// The name under which a challenge is spent. A second answer to the same challenge has the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SpentId {
    bytes: [u8; 16],
    expires: Moment,
}

impl SpentId {
    /// The id of the challenge whose authentic part is `message`.
    pub(super) fn of(message: &[u8], expires: Moment) -> Self {
        let mut bytes = [0; 16];
        let hash = digest::digest(&digest::SHA256, message);
        bytes.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
        Self { bytes, expires }
    }

    /// The key of the row in the table of spent challenges.
    pub fn bytes(self) -> [u8; 16] {
        self.bytes
    }

    /// From when on the row may be forgotten, since the challenge itself no longer counts.
    pub fn expires(self) -> Moment {
        self.expires
    }
}
