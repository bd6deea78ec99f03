//! What was typed, read: its words, which of them together say something else, and what those that
//! nobody knows were meant to be.

use super::correct::Candidate;
use super::fold;
use super::index::Index;
use super::phrases::{Meaning, Sought};
use super::terms::Term;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// So many letters are read; who types more pastes something else.
const LETTERS: usize = 300;
/// So many words of them.
const WORDS: usize = 24;
/// So many titles are looked at to see how a word is written.
const MODELS: usize = 8;

/// A word that was typed.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// Its number; or the word, bare, where nobody knows it.
    pub known: Result<Sought, String>,
}

impl Typed {
    /// What is looked for, if the word is known.
    pub fn sought(&self) -> Option<Sought> {
        self.known.as_ref().ok().copied()
    }

    /// The word, bare.
    pub fn bare<'a>(&'a self, index: &'a Index) -> &'a str {
        match &self.known {
            Ok(sought) => index.terms.name(sought.term),
            Err(bare) => bare,
        }
    }
}

/// Words that belong together.
#[derive(Debug)]
pub enum Group<'a> {
    /// Words that mean themselves.
    Plain(Range<usize>),
    /// A phrase that may mean something else.
    Phrase(&'a Meaning),
    /// Words that say nothing about what is sought.
    Idle,
}

/// What was typed, read.
#[derive(Debug)]
pub struct Question<'a> {
    /// The text that is searched for.
    pub text: String,
    /// Its words.
    pub words: Vec<Typed>,
    /// Which of them belong together.
    pub groups: Vec<Group<'a>>,
    /// Whether it is not what was typed, but what was meant instead.
    pub is_corrected: bool,
}

impl<'a> Question<'a> {
    /// Reads a text as it was typed.
    pub fn read(index: &'a Index, text: &str) -> Self {
        let text: String = match text.chars().all(is_usual) {
            true => text.chars().take(LETTERS).collect(),
            false => text.nfkc().take(LETTERS).collect(),
        };
        let places = fold::places(&text).into_iter().take(WORDS);
        let word = |place: Range<usize>| {
            let known = index.sought(text.get(place.clone()).unwrap_or_default());
            Typed { place, known: known.map_err(|word| word.bare) }
        };
        let words: Vec<_> = places.map(word).collect();
        Self { groups: groups(index, &words), text, words, is_corrected: false }
    }

    /// The question with every word that nobody knows put right; none where there is none that can
    /// be. With `doubts`, words that are known but never stand beside their neighbours are put
    /// right, too.
    pub fn corrected(&self, index: &'a Index, doubts: bool) -> Option<Self> {
        let plain = self.groups.iter().flat_map(|group| match group {
            Group::Plain(range) => range.clone(),
            Group::Phrase(_) | Group::Idle => 0..0,
        });
        let wrong: Vec<usize> = plain.filter(|at| self.is_wrong(index, *at, doubts)).collect();
        if wrong.is_empty() {
            return None;
        }
        let mut text = self.text.clone();
        let mut is_corrected = false;
        for at in wrong.into_iter().rev() {
            let (Some(typed), Some(meant)) = (self.words.get(at), self.meant(index, at, doubts))
            else {
                continue;
            };
            let shown = match self.text.is_ascii() {
                true => meant
                    .terms
                    .iter()
                    .map(|term| index.terms.name(*term))
                    .collect::<Vec<_>>()
                    .join(" "),
                false => written(
                    index,
                    &meant.terms,
                    self.term(at.checked_sub(1)),
                    self.term(Some(at + 1)),
                ),
            };
            text.replace_range(typed.place.clone(), &shown);
            is_corrected = true;
        }
        is_corrected.then(|| Self { is_corrected, ..Self::read(index, &text) })
    }

    fn is_wrong(&self, index: &Index, at: usize, doubts: bool) -> bool {
        let Some(sought) = self.words.get(at).and_then(Typed::sought) else { return true };
        let is_known = index.frequency(sought.term) > 0;
        !is_known || (doubts && self.company(index, at, &[sought.term]) <= 0.0)
    }

    /// Those of some words that are known.
    pub fn sought(&self, range: Range<usize>) -> Vec<Sought> {
        self.words.get(range).unwrap_or_default().iter().filter_map(Typed::sought).collect()
    }

    /// The word at a place, if there is one and it is known.
    fn term(&self, at: Option<usize>) -> Option<Term> {
        let sought = at.and_then(|at| self.words.get(at)).and_then(Typed::sought);
        sought.map(|word| word.term)
    }

    /// How well words stand between the neighbours of the word at a place.
    fn company(&self, index: &Index, at: usize, terms: &[Term]) -> f32 {
        let together = |first: Option<Term>, second: Option<Term>| {
            first.zip(second).map_or(0.0, |(first, second)| familiar(index, first, second))
        };
        together(self.term(at.checked_sub(1)), terms.first().copied())
            + together(terms.last().copied(), self.term(Some(at + 1)))
    }

    fn meant(&self, index: &Index, at: usize, doubts: bool) -> Option<Candidate> {
        let word = self.words.get(at)?.bare(index);
        let is_met = |term| index.frequency(term) > 0 || index.phrases.knows(term);
        let follows = |first, second| familiar(index, first, second) > 0.0;
        let worth = |candidate: &Candidate| {
            let company = self.company(index, at, &candidate.terms);
            let frequency = candidate.terms.iter().map(|term| index.frequency(*term)).min();
            let common = frequency.map_or(0.0, grown);
            (company, candidate.closeness + 0.25 * common + company)
        };
        let all = index.typos.candidates(&index.terms, word, is_met, follows).into_iter();
        let all = all.map(|candidate| (worth(&candidate), candidate));
        // Among others only what is at home here was meant, or what is certain; a word alone has
        // nobody to ask.
        let is_alone = self.words.len() == 1 && !doubts;
        let all = all.filter(|((company, _), candidate)| {
            is_alone || *company > 0.0 || candidate.closeness >= Candidate::CERTAIN
        });
        all.max_by(|one, other| one.0.1.total_cmp(&other.0.1)).map(|(_, candidate)| candidate)
    }
}

/// Letters and signs as keyboards for Vietnamese write them; others may be wide, round or raised
/// forms of these.
fn is_usual(letter: char) -> bool {
    letter < '\u{250}' || ('\u{1ea0}'..='\u{1ef9}').contains(&letter)
}

/// Which words belong together: the longest phrases first, of two alike the first.
fn groups<'a>(index: &'a Index, words: &[Typed]) -> Vec<Group<'a>> {
    let sought: Vec<_> = words.iter().map(Typed::sought).collect();
    let begins = |at: usize| Some((at, index.phrases.begins(sought.get(at..)?)?));
    let mut phrases: Vec<_> = (0..words.len()).filter_map(begins).collect();
    phrases.sort_by_key(|(at, meaning)| (std::cmp::Reverse(meaning.said.len()), *at));
    let mut taken = vec![false; words.len()];
    phrases.retain(|(at, meaning)| {
        let Some(here) = taken.get_mut(*at..at + meaning.said.len()) else { return false };
        let is_free = !here.contains(&true);
        if is_free {
            here.fill(true);
        }
        is_free
    });
    if phrases.iter().all(|(_, meaning)| meaning.is_idle) && !taken.contains(&false) {
        // Who types nothing else means these words.
        return vec![Group::Plain(0..words.len())];
    }
    phrases.sort_by_key(|(at, _)| *at);
    let mut groups = Vec::with_capacity(phrases.len() * 2 + 1);
    let mut plain = 0;
    for (at, meaning) in phrases {
        if plain < at {
            groups.push(Group::Plain(plain..at));
        }
        plain = at + meaning.said.len();
        groups.push(match meaning.is_idle {
            true => Group::Idle,
            false => Group::Phrase(meaning),
        });
    }
    if plain < words.len() {
        groups.push(Group::Plain(plain..words.len()));
    }
    groups
}

/// How familiar it is that one word follows another; 0 where it never does.
fn familiar(index: &Index, first: Term, second: Term) -> f32 {
    let said = if index.phrases.knows_pair(first, second) { 8 } else { 0 };
    grown(index.pairs.of(first, second).len() + said)
}

fn grown(many: usize) -> f32 {
    f32::from(u16::try_from(many).unwrap_or(u16::MAX)).ln_1p()
}

/// Words as they are written where they stand between these neighbours, or else anywhere.
fn written(index: &Index, terms: &[Term], before: Option<Term>, after: Option<Term>) -> String {
    let mut text = String::new();
    for (at, term) in terms.iter().enumerate() {
        let before = at.checked_sub(1).map_or(before, |at| terms.get(at).copied());
        let after = terms.get(at + 1).copied().or(after.filter(|_| at + 1 == terms.len()));
        let with_before = before.map(|before| index.pairs.of(before, *term)).unwrap_or_default();
        let with_after = after.map(|after| index.pairs.of(*term, after)).unwrap_or_default();
        let stands = [with_before, with_after, index.stands.of(*term)];
        let all = stands.into_iter().flatten().take(MODELS).map(|posting| posting.document());
        let in_titles = all.flat_map(|document| index.in_title(document, *term, before));
        let best = in_titles.min_by_key(|(is_apart, _)| *is_apart);
        text.push_str(if at == 0 { "" } else { " " });
        text.push_str(&best.map_or_else(|| index.terms.name(*term).to_owned(), |(_, word)| word));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::testing::index;
    use super::*;

    fn corrected(text: &str, doubts: bool) -> Option<String> {
        let index = index(&["Đăng ký khai sinh", "Cấp giấy phép bưu chính", "Khám chữa bệnh"], "");
        Question::read(&index, text).corrected(&index, doubts).map(|question| question.text)
    }

    #[test]
    fn unknown_words_are_put_right_as_their_neighbours_want_it() {
        assert_eq!(corrected("dang ki khai sihn", false).as_deref(), Some("dang ki khai sinh"));
        assert_eq!(corrected("giấy phép buu chnh", false).as_deref(), Some("giấy phép buu chính"));
        assert_eq!(corrected("đăng ký khai sinh", false), None);
        assert_eq!(corrected("qwxz", false), None);
    }

    #[test]
    fn known_words_are_doubted_only_when_asked_to() {
        assert_eq!(corrected("dang ky kham sinh", false), None);
        assert_eq!(corrected("dang ky kham sinh", true).as_deref(), Some("dang ky khai sinh"));
    }
}
