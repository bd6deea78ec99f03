//! The index: everything the search knows, built once from what is published and never changed.

use super::codes::Codes;
use super::correct::Typos;
use super::facets::Facets;
use super::fold::{self, Word};
use super::highlight::Spot;
use super::phrases::{Phrases, Sought};
use super::postings::{Document, Pairs, Part, Posting, Postings, pair};
use super::rank;
use super::terms::{Term, Terms};
use super::vocabulary::Vocabulary;
use crate::catalogue::Listed;
use std::collections::HashMap;
use std::ops::Range;

/// The index.
#[derive(Debug)]
pub struct Index {
    /// The procedures; what they are found by and not shown with is left out.
    pub documents: Vec<Listed>,
    /// Words as titles and keywords write them, bare and with their tone.
    written: HashMap<Box<str>, (Term, Term)>,
    /// Every word, bare.
    pub terms: Terms,
    /// Where each stands.
    pub stands: Postings,
    /// Every word with its tone.
    pub toned: Terms,
    /// Where each of those stands.
    pub toned_stands: Postings,
    /// Where one word follows another.
    pub pairs: Pairs,
    /// What people say instead.
    pub phrases: Phrases,
    /// What words are mistyped as.
    pub typos: Typos,
    /// The codes.
    pub codes: Codes,
    /// By what results are narrowed.
    pub facets: Facets,
    /// What each procedure is worth before anything is asked.
    pub favours: Box<[f32]>,
    /// The procedures, those first that are worth most before anything is asked.
    pub order: Box<[Document]>,
    spots: Box<[Spot]>,
    spot_starts: Box<[u32]>,
}

impl Index {
    /// Builds it.
    pub fn build(mut listed: Vec<Listed>, vocabulary: &Vocabulary) -> Self {
        let mut gathered = Gathered::default();
        for (document, one) in (0..).zip(&listed) {
            gathered.procedure(document, one);
        }
        let mut phrases = Phrases::learn(vocabulary, &mut gathered.terms, &mut gathered.toned);
        let (codes, facets) = (Codes::of(&listed), Facets::of(&listed));
        let favours: Box<[f32]> = listed.iter().map(rank::favour).collect();
        let mut order: Box<[Document]> = (0..).take(listed.len()).collect();
        order.sort_by(|one, other| favours[*other as usize].total_cmp(&favours[*one as usize]));
        for one in &mut listed {
            one.keywords = Vec::new();
            one.aliases = Vec::new();
        }
        let Gathered { written, mut terms, mut toned, .. } = gathered;
        let Gathered { stands, toned_stands, pairs, spots, spot_starts, .. } = gathered;
        terms.sort();
        toned.sort();
        let stands = Postings::gather(stands, terms.len());
        let toned_stands = Postings::gather(toned_stands, toned.len());
        phrases.part_from(|word| {
            let written = word.toned.or_else(|| toned.find(terms.name(word.term)));
            let so_written = written.map_or(0, |toned| toned_stands.of(toned).len());
            so_written * 2 >= stands.of(word.term).len()
        });
        let typos = Typos::of(&terms, |term| !stands.of(term).is_empty() || phrases.knows(term));
        Self {
            documents: listed,
            written,
            toned_stands,
            pairs: Pairs::gather(pairs),
            stands,
            terms,
            toned,
            phrases,
            typos,
            codes,
            facets,
            favours,
            order,
            spots: spots.into(),
            spot_starts: spot_starts.into(),
        }
    }

    /// A word as somebody wrote it, where it is known.
    pub fn sought(&self, written: &str) -> Result<Sought, Word> {
        if let Some((term, toned)) = self.written.get(written) {
            return Ok(Sought { term: *term, toned: (!written.is_ascii()).then_some(*toned) });
        }
        let word = fold::word(written, 0..written.len()).unwrap_or_default();
        let Some(term) = self.terms.find(&word.bare) else { return Err(word) };
        // A tone that stands nowhere was not meant.
        Ok(Sought { term, toned: word.toned.and_then(|word| self.toned.find(&word)) })
    }

    /// The words of a procedure's title.
    pub fn spots(&self, document: Document) -> &[Spot] {
        let at = document as usize;
        let end = self.spot_starts.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).and_then(|at| self.spot_starts.get(at));
        self.spots.get(start.map_or(0, |start| *start as usize)..end).unwrap_or_default()
    }

    /// A word as a title writes it, in small letters, each time it stands there; and whether it
    /// does not follow the word `before`.
    pub fn in_title(
        &self,
        document: Document,
        term: Term,
        before: Option<Term>,
    ) -> Vec<(bool, String)> {
        let title = self.documents.get(document as usize).map_or("", |listed| &listed.title);
        let spots = self.spots(document);
        let here = spots.iter().enumerate().filter(|(_, spot)| spot.term == term);
        let read = |(at, spot): (usize, &Spot)| {
            let beside = at.checked_sub(1).and_then(|at| spots.get(at)).map(|spot| spot.term);
            let word = title.get(spot.from.into()..spot.to.into()).unwrap_or_default();
            (before.is_some() && beside != before, word.to_lowercase())
        };
        here.map(read).collect()
    }

    /// How many procedures hold a word.
    pub fn frequency(&self, term: Term) -> usize {
        self.stands.of(term).len()
    }
}

/// What is found in the procedures, before it is put in order.
#[derive(Default)]
struct Gathered {
    written: HashMap<Box<str>, (Term, Term)>,
    terms: Terms,
    toned: Terms,
    stands: Vec<(u32, Posting)>,
    toned_stands: Vec<(u32, Posting)>,
    pairs: Vec<(u64, Posting)>,
    spots: Vec<Spot>,
    spot_starts: Vec<u32>,
}

impl Gathered {
    fn procedure(&mut self, document: Document, listed: &Listed) {
        for (term, place) in self.text(&listed.title, Posting::new(document, Part::Title)) {
            // A word that stands beyond 64 KiB of a title is found all the same.
            if let (Ok(from), Ok(to)) = (u16::try_from(place.start), u16::try_from(place.end)) {
                self.spots.push(Spot { term, from, to });
            }
        }
        self.spot_starts.push(u32::try_from(self.spots.len()).unwrap_or(u32::MAX));
        for keyword in &listed.keywords {
            self.text(keyword, Posting::new(document, Part::Keywords));
        }
        self.text(&listed.field, Posting::new(document, Part::Field));
        self.text(&listed.ministry, Posting::new(document, Part::Ministry));
    }

    fn text(&mut self, text: &str, posting: Posting) -> Vec<(Term, Range<usize>)> {
        let mut words = Vec::new();
        let mut before = None;
        for place in fold::places(text) {
            let Some((term, toned)) = self.word(text, place.clone()) else { continue };
            self.stands.push((term, posting));
            self.toned_stands.push((toned, posting));
            self.pairs.extend(before.map(|before| (pair(before, term), posting)));
            before = Some(term);
            words.push((term, place));
        }
        words
    }

    /// The numbers of a word, bare and with its tone. Each way of writing is read once.
    fn word(&mut self, text: &str, place: Range<usize>) -> Option<(Term, Term)> {
        let written = text.get(place.clone())?;
        if let Some(known) = self.written.get(written) {
            return Some(*known);
        }
        let word = fold::word(text, place)?;
        let toned = self.toned.learn(word.toned.as_deref().unwrap_or(&word.bare));
        let both = (self.terms.learn(&word.bare), toned);
        self.written.insert(written.into(), both);
        Some(both)
    }
}
