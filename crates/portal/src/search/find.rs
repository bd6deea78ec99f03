//! Finding: exactly what was typed first; what it may have been meant to be only where that finds
//! too little.

use super::bits::Bits;
use super::facets::Chosen;
use super::highlight::Marks;
use super::index::Index;
use super::phrases::{Meaning, Sought};
use super::postings::Document;
use super::question::{Group, Question};
use super::rank::{self, Held, Tally, Words};

/// Who finds less of a question than this is shown what may have been meant.
const TOO_LITTLE: f32 = 0.6;
/// A word that is being typed may become one of so many.
const ENDINGS: usize = 24;

/// What is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// What was chosen to narrow by.
    pub chosen: Chosen,
    /// Whether only what was typed is meant.
    pub is_literal: bool,
    /// Whether the last word may go on.
    pub is_being_typed: bool,
    /// How many results, the best first, are wanted.
    pub many: usize,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// The best of what has everything that was chosen, best first.
    pub best: Vec<Document>,
    /// How many there are of those.
    pub total: usize,
    /// Everything that was meant, whatever was chosen.
    pub meant: Bits,
    /// What is marked in titles.
    pub marks: Marks,
    /// What was searched for instead of what was typed.
    pub instead: Option<String>,
}

/// Looks for what is asked.
pub fn find(index: &Index, asked: &Asked<'_>) -> Found {
    let by_code = index.codes.in_text(asked.text);
    if !by_code.is_empty() {
        return exactly(index, asked, by_code);
    }
    let question = Question::read(index, asked.text);
    if question.words.is_empty() {
        return everything(index, asked);
    }
    let question = match asked.is_literal || asked.is_being_typed {
        true => question,
        false => question.corrected(index, false).unwrap_or(question),
    };
    let tally = weigh(index, &question, asked.is_being_typed);
    if tally.share() < TOO_LITTLE && !asked.is_literal {
        let doubted = question.corrected(index, !asked.is_being_typed);
        let doubted =
            doubted.map(|doubted| (weigh(index, &doubted, asked.is_being_typed), doubted));
        if let Some((other, doubted)) = doubted.filter(|(other, _)| other.share() > tally.share()) {
            return found(index, asked, &doubted, &other);
        }
    }
    found(index, asked, &question, &tally)
}

/// The procedures of codes that were typed, in the order they were typed.
fn exactly(index: &Index, asked: &Asked<'_>, documents: Vec<Document>) -> Found {
    let mut meant = Bits::none(index.documents.len());
    documents.iter().for_each(|document| meant.insert(*document));
    in_order(index, asked, documents.into_iter(), meant)
}

/// Every procedure, where no word was typed.
fn everything(index: &Index, asked: &Asked<'_>) -> Found {
    let meant = match asked.text.trim().is_empty() {
        true => Bits::all(index.documents.len()),
        false => Bits::none(index.documents.len()),
    };
    in_order(index, asked, index.order.iter().copied(), meant)
}

fn in_order(
    index: &Index,
    asked: &Asked<'_>,
    order: impl Iterator<Item = Document>,
    meant: Bits,
) -> Found {
    let mut left = index.facets.chosen(&asked.chosen, None);
    left.keep(&meant);
    let best = order.filter(|document| left.holds(*document)).take(asked.many).collect();
    Found { best, total: left.count(), meant, marks: Marks::default(), instead: None }
}

fn found(index: &Index, asked: &Asked<'_>, question: &Question<'_>, tally: &Tally) -> Found {
    let is_narrowed = asked.chosen.iter().any(Option::is_some);
    let left = is_narrowed.then(|| index.facets.chosen(&asked.chosen, None));
    let mut meant = Bits::none(index.documents.len());
    let mut all = Vec::new();
    for (document, worth) in tally.meant() {
        meant.insert(document);
        if left.as_ref().is_none_or(|left| left.holds(document)) {
            let favour = index.favours.get(document as usize).copied().unwrap_or(1.0);
            all.push((document, worth * favour));
        }
    }
    let instead = question.is_corrected.then(|| question.text.clone());
    let total = all.len();
    Found { best: rank::top(all, asked.many), total, meant, marks: marks(question), instead }
}

/// What each procedure is worth to a question.
fn weigh(index: &Index, question: &Question<'_>, is_being_typed: bool) -> Tally {
    let mut tally = Tally::new(index.documents.len());
    for group in &question.groups {
        match group {
            Group::Idle => {}
            Group::Plain(range) => {
                let mut range = range.clone();
                let ends_here = range.end == question.words.len();
                if is_being_typed && ends_here && question.text.ends_with(char::is_alphanumeric) {
                    range.end -= 1;
                    tally.add_best(&endings(index, question, range.end, range.start < range.end));
                }
                tally.add_words(&words(index, &question.sought(range)));
            }
            Group::Phrase(meaning) => {
                tally.add_held(meaning.held.get_or_init(|| held(index, meaning)));
            }
        }
    }
    tally
}

/// The procedures that hold a phrase, or what else may be meant by it.
fn held(index: &Index, meaning: &Meaning) -> Held {
    let bare = |word: &Sought| Sought { toned: None, ..*word };
    let said: Vec<_> = meaning.said.iter().map(bare).collect();
    let phrases = std::iter::once(&said).chain(&meaning.meant);
    let phrases: Vec<_> = phrases.map(|phrase| words(index, phrase)).collect();
    Held::best_of(&phrases, index.documents.len())
}

/// Where words stand, and where they stand beside one another.
fn words<'a>(index: &'a Index, sought: &[Sought]) -> Words<'a> {
    let many = index.documents.len();
    let mut words = Words::default();
    let mut before: Option<Sought> = None;
    for word in sought {
        let postings = index.stands.of(word.term);
        words.has_unknown |= postings.is_empty();
        let mut weight = rank::of_word(postings.len(), many);
        let toned = word.toned.map(|toned| index.toned_stands.of(toned)).unwrap_or_default();
        if !toned.is_empty() {
            // A tone that was typed counts for half: tones are mistyped more than letters.
            weight /= 2.0;
            words.add(toned, weight);
        }
        words.add(postings, weight);
        if let Some(before) = before {
            let postings = index.pairs.of(before.term, word.term);
            words.add(postings, rank::of_pair(postings.len(), many));
        }
        before = Some(*word);
    }
    words
}

/// What the word at a place may become, each with the word before it.
fn endings<'a>(
    index: &'a Index,
    question: &Question<'_>,
    at: usize,
    has_before: bool,
) -> Vec<Words<'a>> {
    let Some(typed) = question.words.get(at) else { return Vec::new() };
    let before = at.checked_sub(1).filter(|_| has_before);
    let before = before.and_then(|at| question.sought(at..at + 1).pop());
    let follows = |term| before.map_or(&[][..], |before| index.pairs.of(before.term, term));
    let mut terms = index.terms.beginning_with(typed.bare(index)).to_vec();
    terms.sort_by_cached_key(|term| {
        std::cmp::Reverse((follows(*term).len(), index.frequency(*term)))
    });
    terms.truncate(ENDINGS);
    let one = |term| {
        let mut own = words(index, &[Sought { term, toned: None }]);
        if before.is_some() {
            let postings = follows(term);
            own.add(postings, rank::of_pair(postings.len(), index.documents.len()));
        }
        own
    };
    terms.into_iter().map(one).collect()
}

fn marks(question: &Question<'_>) -> Marks {
    let mut marks = Marks::default();
    let terms = |words: &[Sought]| words.iter().map(|word| word.term).collect::<Vec<_>>();
    for group in &question.groups {
        match group {
            Group::Idle => {}
            Group::Plain(range) => {
                question.sought(range.clone()).iter().for_each(|word| marks.word(word.term));
            }
            Group::Phrase(meaning) => {
                marks.phrase(&terms(&meaning.said));
                meaning.meant.iter().for_each(|words| marks.phrase(&terms(words)));
            }
        }
    }
    marks
}
