//! The memory that hashes run in: taken at first use, one per hash at once, and kept.
//!
//! Without it each hash takes and returns 19 MiB, which glibc keeps: 400 hashes grew a trial
//! program to gigabytes. It is not wiped between hashes: who can read this memory can read the
//! pepper and the next password too.

use argon2::Block;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Buffers for hashes. The caller sees to it that no more run at once than there should be buffers.
pub(super) struct Arenas {
    blocks: usize,
    free: Mutex<Vec<Vec<Block>>>,
    made: AtomicUsize,
}

impl Arenas {
    /// No buffer yet; each will have so many blocks of 1 KiB.
    pub(super) fn new(blocks: usize) -> Self {
        Self { blocks, free: Mutex::new(Vec::new()), made: AtomicUsize::new(0) }
    }

    /// Runs `work` in a buffer of at least so many blocks.
    pub(super) fn within<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        if blocks > self.blocks {
            // A hash from days of larger settings: rare, so its memory is not kept.
            return work(&mut vec![Block::new(); blocks]);
        }
        let kept = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffer = kept.unwrap_or_else(|| {
            self.made.fetch_add(1, Ordering::Relaxed);
            vec![Block::new(); self.blocks]
        });
        let result = work(&mut buffer);
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
        result
    }

    /// How many buffers were ever taken.
    pub(super) fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }
}
