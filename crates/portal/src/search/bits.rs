//! A set of procedures: one bit for each.

use super::postings::Document;

/// A set of procedures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits(Box<[u64]>);

impl Bits {
    /// None of so many procedures.
    pub fn none(many: usize) -> Self {
        Self(vec![0; many.div_ceil(64)].into())
    }

    /// All of so many procedures.
    pub fn all(many: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; many.div_ceil(64)].into());
        if let (Some(last), false) = (bits.0.last_mut(), many.is_multiple_of(64)) {
            *last = (1 << (many % 64)) - 1;
        }
        bits
    }

    /// Takes a procedure in.
    pub fn insert(&mut self, document: Document) {
        if let Some(word) = self.0.get_mut(document as usize / 64) {
            *word |= 1 << (document % 64);
        }
    }

    /// Whether a procedure is in it.
    pub fn holds(&self, document: Document) -> bool {
        self.0.get(document as usize / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    /// Keeps only what is in the other, too.
    pub fn keep(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many are in both.
    pub fn count_common(&self, other: &Self) -> usize {
        self.0
            .iter()
            .zip(&other.0)
            .map(|(mine, theirs)| (mine & theirs).count_ones() as usize)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in_and_meet() {
        let (mut even, mut all) = (Bits::none(130), Bits::all(130));
        for document in (0..130).step_by(2) {
            even.insert(document);
        }
        assert_eq!((all.count(), even.count(), even.count_common(&all)), (130, 65, 65));
        all.keep(&even);
        assert!(all == even && all.holds(128) && !all.holds(129) && !all.holds(4_000));
    }
}
