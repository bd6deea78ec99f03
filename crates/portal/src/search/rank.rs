//! What is worth how much: words that are rare more than words that stand everywhere, words that
//! stand beside one another as they were typed more than the same apart, short titles more than long
//! ones, what is offered here and used most more than the rest.

use super::postings::{Document, Posting};
use crate::catalogue::Listed;
use crate::catalogue::words::Side;

/// What a pair is worth beside a word as rare as it.
const PAIR: f32 = 0.7;
/// Keeps words of a small catalogue from looking rare only because there is little of everything.
const MORE: f32 = 50.0;
/// What is worth less of the best than this was not meant.
const ENOUGH: f32 = 0.55;
/// Of words that mean themselves so much must stand there for them to count.
const OF_WORDS: f32 = 0.3;
/// Of a phrase that may be meant instead, so much.
const OF_A_PHRASE: f32 = 0.6;
/// A list is walked where it is not longer than this many times what is looked up in it.
const WALK: usize = 16;

/// Procedures that hold something, and what it is worth.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    /// Which.
    pub postings: &'a [Posting],
    /// What it is worth at most.
    pub weight: f32,
}

/// Words one after the other: where each stands, and where each pair does.
#[derive(Debug, Default)]
pub struct Words<'a> {
    /// What stands somewhere.
    pub leaves: Vec<Leaf<'a>>,
    /// What a procedure with all of it is worth.
    pub whole: f32,
    /// Whether one of the words stands nowhere.
    pub has_unknown: bool,
}

impl<'a> Words<'a> {
    /// Adds where something stands, and what it is worth.
    pub fn add(&mut self, postings: &'a [Posting], weight: f32) {
        self.whole += weight;
        if !postings.is_empty() {
            self.leaves.push(Leaf { postings, weight });
        }
    }
}

/// What a word is worth that stands in so many of so many procedures.
pub fn of_word(frequency: usize, many: usize) -> f32 {
    let (frequency, many) = (small(frequency), small(many));
    (1.0 + (many + MORE) / (frequency + 2.0)).ln()
}

/// What a pair is worth.
pub fn of_pair(frequency: usize, many: usize) -> f32 {
    PAIR * of_word(frequency, many)
}

/// What a procedure is worth before anything is asked.
pub fn favour(listed: &Listed) -> f32 {
    let words = small(listed.title.split_whitespace().count()).min(60.0);
    let is_for_citizens = listed.audiences.iter().any(|word| word.side() == Side::Citizen);
    let uses = (1.0 + f32::from(u16::try_from(listed.uses).unwrap_or(u16::MAX))).log10();
    let short = 1.0 / (1.0 + 0.005 * words);
    let mut favour = 1.0 + 0.03 * uses;
    if listed.is_offered {
        favour += 0.08;
    }
    if is_for_citizens {
        favour += 0.02;
    }
    favour * short
}

fn small(many: usize) -> f32 {
    u32::try_from(many).map_or(f32::MAX, |many| f64::from(many) as f32)
}

/// The procedures that hold something, each with what it is worth.
#[derive(Debug)]
pub struct Held {
    all: Box<[(Document, f32)]>,
    whole: f32,
}

impl Held {
    /// Those that hold the best of several phrases that may be meant, of so many procedures.
    pub fn best_of(phrases: &[Words<'_>], many: usize) -> Self {
        let mut tally = Tally::new(many);
        tally.add_best(phrases);
        let worth = |document: &Document| (*document, tally.worth[*document as usize]);
        Self { all: tally.touched.iter().map(worth).collect(), whole: tally.whole }
    }
}

/// What each procedure is worth to a question, group of words by group.
#[derive(Debug)]
pub struct Tally {
    worth: Box<[f32]>,
    touched: Vec<Document>,
    /// What a procedure with everything is worth.
    pub whole: f32,
    here: Box<[f32]>,
}

impl Tally {
    /// Nothing asked yet of so many procedures.
    pub fn new(many: usize) -> Self {
        let nothing = || vec![0.0; many].into_boxed_slice();
        Self { worth: nothing(), touched: Vec::new(), whole: 0.0, here: nothing() }
    }

    /// Adds words that mean themselves.
    pub fn add_words(&mut self, words: &Words<'_>) {
        let present = words.leaves.iter().map(|leaf| leaf.weight).sum::<f32>();
        for document in self.holding(&words.leaves, present * OF_WORDS) {
            let here = std::mem::take(&mut self.here[document as usize]);
            self.credit(document, here);
        }
        self.whole += words.whole;
    }

    /// Adds the best of several phrases that may be meant. Each of them whole is worth as much as
    /// the others; a part of one is worth less than its part.
    pub fn add_best(&mut self, phrases: &[Words<'_>]) {
        let known = || phrases.iter().filter(|phrase| !phrase.has_unknown);
        let most = known().map(|phrase| phrase.whole).fold(0.0, f32::max);
        let mut best = vec![0.0_f32; self.here.len()];
        let mut any = Vec::new();
        for phrase in known() {
            for document in self.holding(&phrase.leaves, phrase.whole * OF_A_PHRASE) {
                let at = document as usize;
                let share = std::mem::take(&mut self.here[at]) / phrase.whole;
                if best[at] <= 0.0 {
                    any.push(document);
                }
                best[at] = best[at].max(share * share);
            }
        }
        for document in any {
            self.credit(document, most * best[document as usize]);
        }
        self.whole += most;
    }

    /// Adds what is known already.
    pub fn add_held(&mut self, held: &Held) {
        for (document, worth) in &held.all {
            self.credit(*document, *worth);
        }
        self.whole += held.whole;
    }

    fn credit(&mut self, document: Document, worth: f32) {
        let before = &mut self.worth[document as usize];
        if *before <= 0.0 {
            self.touched.push(document);
        }
        *before += worth;
    }

    /// Puts into `here` what procedures hold of some leaves, and says which hold enough. The
    /// longest lists, which all together are not enough, only add to what the others found.
    fn holding(&mut self, leaves: &[Leaf<'_>], enough: f32) -> Vec<Document> {
        let mut leaves: Vec<&Leaf<'_>> = leaves.iter().collect();
        leaves.sort_unstable_by_key(|leaf| std::cmp::Reverse(leaf.postings.len()));
        let mut sum = 0.0;
        let alone = leaves.iter().take_while(|leaf| {
            sum += leaf.weight;
            sum < enough
        });
        let (longest, rarest) = leaves.split_at(alone.count());
        let mut found = Vec::with_capacity(rarest.iter().map(|leaf| leaf.postings.len()).sum());
        for leaf in rarest {
            for posting in leaf.postings {
                let here = &mut self.here[posting.document() as usize];
                if *here <= 0.0 {
                    found.push(posting.document());
                }
                *here += leaf.weight * posting.worth();
            }
        }
        for leaf in longest {
            self.add_to(&found, leaf);
        }
        let here = &mut self.here;
        found.retain(|document| {
            let is_enough = here[*document as usize] >= enough;
            if !is_enough {
                here[*document as usize] = 0.0;
            }
            is_enough
        });
        found
    }

    fn add_to(&mut self, found: &[Document], leaf: &Leaf<'_>) {
        if leaf.postings.len() <= found.len() * WALK {
            for posting in leaf.postings {
                let here = &mut self.here[posting.document() as usize];
                if *here > 0.0 {
                    *here += leaf.weight * posting.worth();
                }
            }
            return;
        }
        for document in found {
            let place = leaf.postings.binary_search_by_key(document, |posting| posting.document());
            if let Some(posting) = place.ok().and_then(|place| leaf.postings.get(place)) {
                self.here[*document as usize] += leaf.weight * posting.worth();
            }
        }
    }

    /// What the best is worth, as a part of what one with everything would be.
    pub fn share(&self) -> f32 {
        if self.whole > 0.0 { self.best() / self.whole } else { 0.0 }
    }

    fn best(&self) -> f32 {
        self.touched.iter().map(|document| self.worth[*document as usize]).fold(0.0, f32::max)
    }

    /// What was meant: everything that is worth enough of what the best is worth.
    pub fn meant(&self) -> impl Iterator<Item = (Document, f32)> {
        let enough = self.best() * ENOUGH;
        let all = self.touched.iter().map(|document| (*document, self.worth[*document as usize]));
        all.filter(move |(_, worth)| *worth >= enough)
    }
}

/// The best so many, best first; of two alike the first.
pub fn top(mut all: Vec<(Document, f32)>, many: usize) -> Vec<Document> {
    let better = |one: &(Document, f32), other: &(Document, f32)| {
        other.1.total_cmp(&one.1).then(one.0.cmp(&other.0))
    };
    if all.len() > many && many > 0 {
        all.select_nth_unstable_by(many - 1, better);
        all.truncate(many);
    }
    all.sort_unstable_by(better);
    all.into_iter().map(|(document, _)| document).collect()
}
