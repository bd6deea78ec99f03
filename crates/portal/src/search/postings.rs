//! Where words stand: for each word the procedures that hold it, in one piece of memory.

/// The number of a procedure in the index.
pub type Document = u32;

/// Where in a procedure a word stands, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its title.
    Title,
    /// What else people look for it by.
    Keywords,
    /// The field it belongs to.
    Field,
    /// The ministry that published it.
    Ministry,
}

/// What a word is worth by where it stands, in the order of [`Part`].
pub const WORTH: [f32; 4] = [1.0, 0.85, 0.35, 0.1];

/// A procedure that holds a word, and the best part it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting(u32);

impl Posting {
    /// A word stands there.
    pub fn new(document: Document, part: Part) -> Self {
        Self(document << 2 | part as u32)
    }

    /// In which procedure.
    pub fn document(self) -> Document {
        self.0 >> 2
    }

    /// What it is worth by where it stands.
    pub fn worth(self) -> f32 {
        WORTH[(self.0 & 3) as usize]
    }
}

/// The procedures of each of many keys, which are numbered from 0.
#[derive(Debug, Default)]
pub struct Postings {
    starts: Box<[u32]>,
    all: Box<[Posting]>,
}

impl Postings {
    /// Puts together what was found, in any order, for `keys` keys.
    pub fn gather(mut found: Vec<(u32, Posting)>, keys: usize) -> Self {
        found.sort_unstable();
        // Of one word in several parts of a procedure the best part counts.
        found.dedup_by_key(|(key, posting)| (*key, posting.document()));
        let mut starts = vec![0_u32; keys + 1];
        for (key, _) in &found {
            if let Some(start) = starts.get_mut(*key as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let all = found.into_iter().map(|(_, posting)| posting).collect();
        Self { starts: starts.into(), all }
    }

    /// The procedures of a key.
    pub fn of(&self, key: u32) -> &[Posting] {
        let place = |key: usize| self.starts.get(key).map(|start| *start as usize);
        let (from, to) = (place(key as usize), place(key as usize + 1));
        from.zip(to).and_then(|(from, to)| self.all.get(from..to)).unwrap_or_default()
    }
}

/// The procedures in which one word follows another.
#[derive(Debug, Default)]
pub struct Pairs {
    keys: Box<[u64]>,
    postings: Postings,
}

impl Pairs {
    /// Puts together what was found, in any order.
    pub fn gather(mut found: Vec<(u64, Posting)>) -> Self {
        found.sort_unstable();
        let mut keys: Vec<u64> = found.iter().map(|(key, _)| *key).collect();
        keys.dedup();
        let mut number = 0;
        let numbered = found.into_iter().map(|(key, posting)| {
            while keys.get(number).is_some_and(|at| *at < key) {
                number += 1;
            }
            (u32::try_from(number).unwrap_or(u32::MAX), posting)
        });
        let numbered = numbered.collect();
        Self { postings: Postings::gather(numbered, keys.len()), keys: keys.into() }
    }

    /// The procedures in which `second` follows `first`.
    pub fn of(&self, first: u32, second: u32) -> &[Posting] {
        let found = self.keys.binary_search(&pair(first, second));
        let number = found.ok().and_then(|number| u32::try_from(number).ok());
        number.map(|number| self.postings.of(number)).unwrap_or_default()
    }
}

/// Two words, one after the other, as one key.
pub fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_procedures_once_with_their_best_part() {
        let at = |key, document, part| (key, Posting::new(document, part));
        let found = vec![
            at(2, 7, Part::Field),
            at(0, 3, Part::Title),
            at(2, 1, Part::Keywords),
            at(2, 7, Part::Title),
        ];
        let postings = Postings::gather(found, 3);
        assert_eq!(postings.of(0), [Posting::new(3, Part::Title)]);
        assert!(postings.of(1).is_empty() && postings.of(3).is_empty());
        assert_eq!(postings.of(2), [Posting::new(1, Part::Keywords), Posting::new(7, Part::Title)]);
    }

    #[test]
    fn pairs_know_which_word_comes_first() {
        let at =
            |first, second, document| (pair(first, second), Posting::new(document, Part::Title));
        let pairs = Pairs::gather(vec![at(5, 1, 4), at(1, 5, 2), at(5, 1, 3)]);
        assert_eq!(pairs.of(5, 1).len(), 2);
        assert_eq!(pairs.of(1, 5), [Posting::new(2, Part::Title)]);
        assert!(pairs.of(1, 1).is_empty());
    }
}
