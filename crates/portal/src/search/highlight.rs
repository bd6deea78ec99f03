//! Which parts of a title are shown as matched.

use super::postings::pair;
use super::terms::Term;
use std::ops::Range;

/// A word of a title and where it stands, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The word.
    pub term: Term,
    /// Where it begins.
    pub from: u16,
    /// Where it ends.
    pub to: u16,
}

/// What is to be marked: words wherever they stand, and words that stand beside one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    singles: Vec<Term>,
    pairs: Vec<u64>,
}

impl Marks {
    /// Marks a word wherever it stands.
    pub fn word(&mut self, term: Term) {
        self.singles.push(term);
    }

    /// Marks the words of a phrase where they stand beside one another.
    pub fn phrase(&mut self, terms: &[Term]) {
        match terms {
            [single] => self.singles.push(*single),
            _ => self.pairs.extend(terms.windows(2).map(|two| pair(two[0], two[1]))),
        }
    }

    fn holds(&self, before: Option<&Spot>, spot: &Spot, after: Option<&Spot>) -> bool {
        let beside = |first: Option<&Spot>, second: Option<&Spot>| {
            let both = first.zip(second).map(|(first, second)| pair(first.term, second.term));
            both.is_some_and(|both| self.pairs.contains(&both))
        };
        self.singles.contains(&spot.term)
            || (!self.pairs.is_empty() && (beside(before, Some(spot)) || beside(Some(spot), after)))
    }

    /// The parts of a title that are marked, words beside one another as one part.
    pub fn in_title(&self, spots: &[Spot]) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut is_open = false;
        for (at, spot) in spots.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| spots.get(at));
            let is_marked = self.holds(before, spot, spots.get(at + 1));
            match parts.last_mut().filter(|_| is_marked && is_open) {
                Some(part) => part.end = spot.to.into(),
                None if is_marked => parts.push(spot.from.into()..spot.to.into()),
                None => {}
            }
            is_open = is_marked;
        }
        parts
    }
}

/// A piece of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it says.
    pub text: &'a str,
    /// Whether it was matched.
    pub is_marked: bool,
}

/// A title cut at the parts that are marked.
pub fn pieces<'a>(title: &'a str, marked: &[Range<usize>]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::with_capacity(marked.len() * 2 + 1);
    let mut at = 0;
    let mut push = |part: Range<usize>, is_marked| {
        let text = title.get(part).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece { text, is_marked });
        }
    };
    for part in marked {
        push(at..part.start, false);
        push(part.clone(), true);
        at = part.end;
    }
    push(at..title.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "Đăng ký lại khai sinh";

    fn spots() -> Vec<Spot> {
        let words = super::super::fold::words(TITLE).into_iter();
        let spot = |(term, word): (u32, super::super::fold::Word)| Spot {
            term,
            from: u16::try_from(word.place.start).unwrap(),
            to: u16::try_from(word.place.end).unwrap(),
        };
        (0..).zip(words).map(spot).collect()
    }

    fn shown(marks: &Marks) -> String {
        let marked = marks.in_title(&spots());
        let piece = |piece: Piece<'_>| match piece.is_marked {
            true => format!("[{}]", piece.text),
            false => piece.text.to_owned(),
        };
        pieces(TITLE, &marked).into_iter().map(piece).collect()
    }

    #[test]
    fn words_beside_one_another_are_marked_as_one() {
        let mut marks = Marks::default();
        assert_eq!(shown(&marks), TITLE);
        marks.word(3);
        marks.word(4);
        marks.word(0);
        assert_eq!(shown(&marks), "[Đăng] ký lại [khai sinh]");
    }

    #[test]
    fn a_phrase_is_marked_only_where_its_words_meet() {
        let mut marks = Marks::default();
        marks.phrase(&[1, 3]);
        assert_eq!(shown(&marks), TITLE);
        marks.phrase(&[3, 4]);
        marks.phrase(&[0]);
        assert_eq!(shown(&marks), "[Đăng] ký lại [khai sinh]");
    }
}
