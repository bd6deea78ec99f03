//! `Hasher`: Argon2id under a versioned pepper, in reused memory, behind a bounded queue.

use super::arena::Arenas;
use super::stored::{HASH_BYTES, Stored};
use super::{Candidate, Settings, WrongSetting};
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use ground::fault::Doing;
use ground::keys::KeyRing;
use ground::{Fault, Span};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

const DOING: &str = "hashing a password";

/// What a comparison said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right {
        /// The stored text has older parameters or an older pepper: hash the candidate anew.
        rehash: bool,
    },
    /// It is not.
    Wrong,
}

/// Makes and compares password hashes. A clone shares memory and queue; a program has one.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    params: Params,
    queue_wait: Span,
    queue_wait_new: Span,
    current: u32,
    peppers: BTreeMap<u32, Zeroizing<[u8; 32]>>,
    turns: Arc<Semaphore>,
    arenas: Arenas,
}

impl Hasher {
    /// A hasher that takes no memory before its first hash.
    ///
    /// # Errors
    /// Settings that Argon2 does not allow.
    pub fn new(settings: &Settings, ring: &KeyRing) -> Result<Self, WrongSetting> {
        let params = settings.params()?;
        let pepper = |version| ring.derive(version, "password pepper").map(Zeroizing::new);
        Ok(Self(Arc::new(Inner {
            arenas: Arenas::new(params.block_count()),
            params,
            queue_wait: settings.queue_wait,
            queue_wait_new: settings.queue_wait_new,
            current: ring.current(),
            peppers: ring.versions().filter_map(|v| Some((v, pepper(v)?))).collect(),
            turns: Arc::new(Semaphore::new(settings.hashes_at_once())),
        })))
    }

    /// The text to store for a new password. The salt is 16 bytes of chance, never used before.
    ///
    /// # Errors
    /// `Busy` where its turn did not come within `queue_wait_new`.
    pub async fn hash(&self, candidate: &Candidate, salt: [u8; 16]) -> Result<String, Fault> {
        let candidate = candidate.clone();
        let work = move |inner: &Inner| inner.fresh(&candidate, &salt).map(|made| made.to_string());
        self.in_turn(self.0.queue_wait_new, work).await
    }

    /// Whether this is the password that `stored` was made from.
    ///
    /// # Errors
    /// `Busy` where its turn did not come within `queue_wait`; `Broken` for a stored text that is
    /// no hash of ours or whose pepper the key file has lost.
    pub async fn verify(&self, stored: &str, candidate: &Candidate) -> Result<Verdict, Fault> {
        let stored = Stored::parse(stored)
            .ok_or_else(|| Fault::impossible("reading a stored password hash"))?;
        let candidate = candidate.clone();
        self.in_turn(self.0.queue_wait, move |inner| inner.compare(&stored, &candidate)).await
    }

    /// The work of [`Hasher::verify`] where there is nobody to compare with, so that the time of an
    /// answer does not tell who has an account. Always `Wrong`.
    ///
    /// # Errors
    /// `Busy`, as there.
    pub async fn verify_against_nobody(&self, candidate: &Candidate) -> Result<Verdict, Fault> {
        let candidate = candidate.clone();
        let work = move |inner: &Inner| inner.fresh(&candidate, &[0; 16]).map(|_| Verdict::Wrong);
        self.in_turn(self.0.queue_wait, work).await
    }

    /// How many buffers of memory were ever taken: never more than hashes at once.
    pub fn buffers(&self) -> usize {
        self.0.arenas.made()
    }

    /// Runs `work` on a thread that may block, when its turn comes. The turn goes with the work:
    /// a visitor who leaves does not let another hash begin beside the one still running.
    async fn in_turn<T: Send + 'static>(
        &self,
        wait: Span,
        work: impl FnOnce(&Inner) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = Arc::clone(&self.0.turns).acquire_owned();
        let Ok(turn) = tokio::time::timeout(wait.duration(), turn).await else {
            return Err(Fault::busy(DOING));
        };
        let turn = turn.doing(DOING)?;
        let inner = Arc::clone(&self.0);
        let running = tokio::task::spawn_blocking(move || {
            let result = work(&inner);
            drop(turn);
            result
        });
        running.await.doing(DOING)?
    }
}

impl Inner {
    fn fresh(&self, candidate: &Candidate, salt: &[u8]) -> Result<Stored, Fault> {
        let pepper = Some(self.current);
        Ok(Stored {
            memory_kib: self.params.m_cost(),
            passes: self.params.t_cost(),
            lanes: self.params.p_cost(),
            pepper,
            salt: salt.to_vec(),
            hash: self.argon2(self.params.clone(), pepper, salt, candidate)?,
        })
    }

    fn compare(&self, stored: &Stored, candidate: &Candidate) -> Result<Verdict, Fault> {
        let params = Params::new(stored.memory_kib, stored.passes, stored.lanes, None)
            .doing("reading a stored password hash")?;
        let rehash = params != self.params || stored.pepper != Some(self.current);
        let hash = self.argon2(params, stored.pepper, &stored.salt, candidate)?;
        match verify_slices_are_equal(&hash, &stored.hash) {
            Ok(()) => Ok(Verdict::Right { rehash }),
            Err(_) => Ok(Verdict::Wrong),
        }
    }

    fn argon2(
        &self,
        params: Params,
        pepper: Option<u32>,
        salt: &[u8],
        candidate: &Candidate,
    ) -> Result<[u8; HASH_BYTES], Fault> {
        let secret: &[u8] = match pepper {
            None => &[],
            Some(version) => self
                .peppers
                .get(&version)
                .ok_or_else(|| Fault::impossible("finding the pepper of a stored password"))?
                .as_slice(),
        };
        let blocks = params.block_count();
        let argon2 = Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
            .doing(DOING)?;
        let mut hash = [0; HASH_BYTES];
        self.arenas
            .within(blocks, |memory| {
                let password = candidate.reveal().as_bytes();
                argon2.hash_password_into_with_memory(password, salt, &mut hash, memory)
            })
            .doing(DOING)?;
        Ok(hash)
    }
}

#[cfg(test)]
mod tests;
