//! What people say instead, in the numbers of the index.

use super::fold::Word;
use super::postings::pair;
use super::rank::Held;
use super::terms::{Term, Terms};
use super::vocabulary::Vocabulary;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A word as it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// The word, bare.
    pub term: Term,
    /// The same with its tone; none where it was written without.
    pub toned: Option<Term>,
}

/// What may be meant by something people say.
#[derive(Debug)]
pub struct Meaning {
    /// The words people say.
    pub said: Vec<Sought>,
    /// What else may be meant.
    pub meant: Vec<Vec<Sought>>,
    /// Whether it says nothing about what is sought.
    pub is_idle: bool,
    /// Whether it says nothing only with its tone: without, something else is written so more often.
    needs_tone: bool,
    /// The procedures that hold it or what may be meant, once somebody asked.
    pub held: OnceLock<Held>,
}

/// Everything people say.
#[derive(Debug, Default)]
pub struct Phrases {
    all: HashMap<Vec<Term>, Meaning>,
    longest: HashMap<Term, usize>,
    words: HashSet<Term>,
    pairs: HashSet<u64>,
}

impl Phrases {
    /// Takes a vocabulary over.
    pub fn learn(vocabulary: &Vocabulary, terms: &mut Terms, toned: &mut Terms) -> Self {
        let mut phrases = Self::default();
        for rule in vocabulary.rules.values() {
            let said: Vec<Sought> =
                rule.said.iter().map(|word| sought(word, terms, toned)).collect();
            let key: Vec<Term> = said.iter().map(|word| word.term).collect();
            let Some(first) = key.first() else { continue };
            let longest = phrases.longest.entry(*first).or_default();
            *longest = key.len().max(*longest);
            phrases.words.extend(&key);
            phrases.pairs.extend(key.windows(2).map(|two| pair(two[0], two[1])));
            let one =
                |words: &Vec<Word>| words.iter().map(|word| sought(word, terms, toned)).collect();
            let meaning = Meaning {
                said,
                meant: rule.meant.iter().map(one).collect(),
                is_idle: rule.is_idle,
                needs_tone: false,
                held: OnceLock::new(),
            };
            phrases.all.insert(key, meaning);
        }
        phrases
    }

    /// Notes which single words say nothing only with their tone: *đang*, but not *dang*, where the
    /// catalogue writes *đăng*.
    pub fn part_from(&mut self, is_mostly: impl Fn(&Sought) -> bool) {
        for meaning in self.all.values_mut().filter(|meaning| meaning.is_idle) {
            if let [word] = meaning.said.as_slice() {
                meaning.needs_tone = !is_mostly(word);
            }
        }
    }

    /// The longest phrase that some words begin with. A tone that was typed must be the phrase's
    /// own.
    pub fn begins(&self, words: &[Option<Sought>]) -> Option<&Meaning> {
        let first = words.first().copied().flatten()?.term;
        let longest = self.longest.get(&first).copied()?;
        let known: Vec<Sought> = words.iter().take(longest).map_while(|word| *word).collect();
        let key: Vec<Term> = known.iter().map(|word| word.term).collect();
        (1..=key.len()).rev().find_map(|many| {
            let meaning = self.all.get(key.get(..many)?)?;
            let fits = |(typed, said): (&Sought, &Sought)| match typed.toned {
                None => !meaning.needs_tone,
                tone => tone == said.toned,
            };
            known.iter().zip(&meaning.said).all(fits).then_some(meaning)
        })
    }

    /// Whether people say this word.
    pub fn knows(&self, term: Term) -> bool {
        self.words.contains(&term)
    }

    /// Whether people say these two words one after the other.
    pub fn knows_pair(&self, first: Term, second: Term) -> bool {
        self.pairs.contains(&pair(first, second))
    }
}

fn sought(word: &Word, terms: &mut Terms, toned: &mut Terms) -> Sought {
    let term = terms.learn(&word.bare);
    Sought { term, toned: word.toned.as_deref().map(|word| toned.learn(word)) }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_typed_tones_must_agree() {
        let text = "bằng lái = giấy phép lái xe\nbằng > văn bằng\n- cho";
        let vocabulary = Vocabulary::default().read(text).unwrap();
        let (mut terms, mut toned) = (Terms::default(), Terms::default());
        let phrases = Phrases::learn(&vocabulary, &mut terms, &mut toned);
        let mut begins = |typed: &str| {
            let words = fold::words(typed);
            let words: Vec<_> =
                words.iter().map(|word| Some(sought(word, &mut terms, &mut toned))).collect();
            phrases.begins(&words).map(|meaning| (meaning.said.len(), meaning.is_idle))
        };
        assert_eq!(begins("bằng lái xe"), Some((2, false)));
        assert_eq!(begins("bang lai xe"), Some((2, false)));
        assert_eq!(begins("bằng khen"), Some((1, false)));
        assert_eq!(begins("băng lái xe"), None);
        assert_eq!(begins("cho con"), Some((1, true)));
        assert_eq!(begins("lái xe"), None);
    }

    #[test]
    fn a_word_typed_without_its_tone_may_be_another() {
        let vocabulary = Vocabulary::default().read("- đang").unwrap();
        let (mut terms, mut toned) = (Terms::default(), Terms::default());
        let mut phrases = Phrases::learn(&vocabulary, &mut terms, &mut toned);
        let mut typed = |word: &str| [Some(sought(&fold::words(word)[0], &mut terms, &mut toned))];
        let (bare, with_tone) = (typed("dang"), typed("đang"));
        assert!(phrases.begins(&bare).is_some());
        phrases.part_from(|_| false);
        assert!(phrases.begins(&bare).is_none() && phrases.begins(&with_tone).is_some());
    }
}
