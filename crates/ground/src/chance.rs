//! `Chance`: randomness as a value that is handed down. Ids, salts, nonces and codes come from it.

use crate::Moment;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// A source of unpredictable bytes. Handed down from the program; tests hold one they can repeat.
#[derive(Clone)]
pub struct Chance(Arc<Fill>);

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Chance {
    /// A source that fills a buffer.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// Fills the buffer.
    pub fn fill(&self, buffer: &mut [u8]) {
        (self.0)(buffer);
    }

    /// `N` unpredictable bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A row id that sorts by the moment it was made (RFC 9562 version 7). It reveals that
    /// moment, so it is never a secret.
    pub fn row_id(&self, now: Moment) -> Uuid {
        let ms = u64::try_from(now.unix_ms()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &self.bytes::<10>()).into_uuid()
    }

    /// A number below `bound`, each equally likely.
    pub fn below(&self, bound: u32) -> u32 {
        let whole = u32::MAX - u32::MAX % bound.max(1);
        loop {
            let draw = u32::from_le_bytes(self.bytes());
            if draw < whole {
                return draw % bound.max(1);
            }
        }
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Chance")
    }
}
