//! The cheapest way to put a password together from words, patterns and single characters.
//!
//! Each piece costs about as many characters as a guesser must truly guess: a personal word 0, a
//! common word 1 or 2, a Vietnamese syllable 2, a pattern 1 to 3, any other character 1. What costs
//! little in sum is guessed soon.

use super::pattern::{key_of, patterns};
use super::personal::Known;
use super::syllable::{LONGEST_SYLLABLE, is_syllable};
use super::words::{LONGEST_WORD, is_common};
use zeroize::Zeroizing;

/// What a cheapest way costs and uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cover {
    /// The sum over its pieces.
    pub(super) cost: u32,
    /// Whether a personal word is among them.
    pub(super) personal: bool,
    /// Whether a common word or syllable is among them.
    pub(super) word: bool,
}

impl Cover {
    const NOTHING: Self = Self { cost: 0, personal: false, word: false };

    fn and(self, piece: Piece) -> Self {
        let (cost, personal, word) = match piece {
            Piece::Personal => (0, true, false),
            Piece::Word(cost) => (cost, false, true),
            Piece::Other(cost) => (cost, false, false),
        };
        Self {
            cost: self.cost + cost,
            personal: self.personal || personal,
            word: self.word || word,
        }
    }
}

#[derive(Clone, Copy)]
enum Piece {
    Personal,
    Word(u32),
    Other(u32),
}

/// The cheapest cover of a text that is lower case and bare of diacritics.
pub(super) fn cheapest(text: &[char], known: &Known) -> Cover {
    let keys: Zeroizing<Vec<char>> = Zeroizing::new(text.iter().copied().map(key_of).collect());
    let readings = Readings::new(text);
    let longest = LONGEST_WORD.max(known.longest());
    let mut best: Vec<Option<Cover>> = vec![None; text.len() + 1];
    best[0] = Some(Cover::NOTHING);
    for at in 0..text.len() {
        let Some(so_far) = best[at] else { continue };
        let mut offer = |to: usize, piece: Piece| {
            let cover = so_far.and(piece);
            if best[to].is_none_or(|known| cover.cost < known.cost) {
                best[to] = Some(cover);
            }
        };
        offer(at + 1, Piece::Other(1));
        for (len, cost) in patterns(&keys[at..]) {
            offer(at + len, Piece::Other(cost));
        }
        if let Some(to) = repeated(text, at) {
            offer(to, Piece::Other(1));
        }
        for to in at + 3..=text.len().min(at + longest) {
            if let Some(piece) = readings.of(at, to).find_map(|word| piece(word, known)) {
                offer(to, piece);
            }
        }
    }
    best[text.len()].unwrap_or(Cover::NOTHING)
}

/// How far what stands before `at` is repeated from `at` on: `hoahoahoa`.
fn repeated(text: &[char], at: usize) -> Option<usize> {
    let reach = |unit: usize| {
        let same = (at..text.len()).take_while(|to| text[*to] == text[*to - unit]).count();
        if same >= unit { at + same } else { at }
    };
    (2..=at.min(32)).map(reach).max().filter(|to| *to > at)
}

/// Three letters alone say little: many a password drawn by chance holds some such word.
fn piece(word: &str, known: &Known) -> Option<Piece> {
    if known.is_theirs(word) {
        Some(Piece::Personal)
    } else if is_common(word) {
        Some(Piece::Word(if word.len() > 3 { 1 } else { 2 }))
    } else if word.len() <= LONGEST_SYLLABLE && is_syllable(word) {
        Some(Piece::Word(2))
    } else {
        None
    }
}

/// A text as it is, and with signs read as the letters they stand for (`m@tkh4u`). One byte for
/// each character: what is not ASCII is in no word.
struct Readings {
    plain: Zeroizing<String>,
    with_i: Zeroizing<String>,
    with_l: Zeroizing<String>,
}

impl Readings {
    fn new(text: &[char]) -> Self {
        let read = |by: fn(char) -> char| -> Zeroizing<String> {
            let ascii = text.iter().map(|c| if c.is_ascii() { by(*c) } else { '\0' });
            Zeroizing::new(ascii.collect())
        };
        Self {
            plain: read(|c| c),
            with_i: read(|c| letter(c, 'i')),
            with_l: read(|c| letter(c, 'l')),
        }
    }

    /// The readings of one stretch; what has no letter at all is only itself.
    fn of(&self, at: usize, to: usize) -> impl Iterator<Item = &str> {
        let plain = &self.plain[at..to];
        let signs = plain.bytes().any(|byte| !byte.is_ascii_lowercase());
        let letters = plain.bytes().any(|byte| byte.is_ascii_lowercase());
        let (with_i, with_l) = (&self.with_i[at..to], &self.with_l[at..to]);
        let others = [Some(with_i), (with_l != with_i).then_some(with_l)];
        let others = others.into_iter().flatten().filter(move |_| signs && letters);
        std::iter::once(plain).chain(others)
    }
}

fn letter(c: char, one: char) -> char {
    match c {
        '1' | '|' => one,
        '@' | '4' => 'a',
        '0' => 'o',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        '!' => 'i',
        other => other,
    }
}
