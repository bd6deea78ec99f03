//! The words that stand in the catalogue or are said instead, each with its number.

use std::collections::HashMap;

/// The number of a word.
pub type Term = u32;

/// Every known word.
#[derive(Debug, Default)]
pub struct Terms {
    numbers: HashMap<Box<str>, Term>,
    names: Vec<Box<str>>,
    sorted: Vec<Term>,
}

impl Terms {
    /// The number of a word, which is given one if it has none yet.
    pub fn learn(&mut self, word: &str) -> Term {
        if let Some(term) = self.find(word) {
            return term;
        }
        let term = Term::try_from(self.names.len()).unwrap_or(Term::MAX);
        self.numbers.insert(word.into(), term);
        self.names.push(word.into());
        term
    }

    /// Puts the words in order, once all are known.
    pub fn sort(&mut self) {
        let names = &self.names;
        self.sorted = (0..).take(names.len()).collect();
        self.sorted.sort_unstable_by_key(|term| &names[*term as usize]);
    }

    /// The number of a word, if it has one.
    pub fn find(&self, word: &str) -> Option<Term> {
        self.numbers.get(word).copied()
    }

    /// The word with a number.
    pub fn name(&self, term: Term) -> &str {
        self.names.get(term as usize).map_or("", |name| name)
    }

    /// Every word with its number.
    pub fn all(&self) -> impl Iterator<Item = (Term, &str)> {
        (0..).zip(self.names.iter().map(|name| &**name))
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The words that begin so.
    pub fn beginning_with(&self, letters: &str) -> &[Term] {
        let from = self.sorted.partition_point(|term| self.name(*term) < letters);
        let rest = self.sorted.get(from..).unwrap_or_default();
        let many = rest.partition_point(|term| self.name(*term).starts_with(letters));
        rest.get(..many).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_once_and_found_by_their_beginning() {
        let mut terms = Terms::default();
        for word in ["sinh", "khai", "kham", "sinh", "kh"] {
            terms.learn(word);
        }
        terms.sort();
        let beginning = |letters| {
            let found = terms.beginning_with(letters).iter();
            found.map(|term| terms.name(*term)).collect::<Vec<_>>()
        };
        assert_eq!(terms.len(), 4);
        assert_eq!(beginning("kh"), ["kh", "khai", "kham"]);
        assert_eq!(beginning("sinh"), ["sinh"]);
        assert!(beginning("x").is_empty());
        assert_eq!(terms.find("kham"), Some(2));
    }
}
