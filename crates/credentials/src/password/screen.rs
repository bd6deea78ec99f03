//! The screening: is a password among those that are guessed first?
//!
//! It works offline on what it knows by itself: `common.txt`, the spelling of Vietnamese, the
//! keyboard, the calendar and the person's own data (ASVS 6.2.4, NIST SP 800-63B-4, 3.1.1.2).

use super::Candidate;
use super::cover::{Cover, cheapest};
use super::personal::{Known, PersonalData};
use civic::fold::without_diacritics;
use zeroize::Zeroizing;

/// Why a password would be guessed soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// It is a common word, name, place or phrase with little beside it.
    Common,
    /// It is made of the person's own name, numbers or dates.
    PersonalData,
    /// It is a sequence, a repetition, a walk over the keyboard or a date.
    Pattern,
}

/// What a password must cost, in characters truly guessed: one less than the shortest one allowed,
/// so that eight signs drawn by chance pass and a word with a year does not.
const LEAST_COST: u32 = 7;

/// What a long one must cost: five pieces in a row that belong to nobody are a sentence, and a
/// sentence is what we advise.
const LEAST_COST_OF_LONG: u32 = 5;

/// From how many characters on a password is long.
const LONG: usize = 15;

/// Beyond so many different signs they are not taken for separators.
const MOST_SEPARATORS: usize = 4;

/// Screens a candidate chosen by this person.
///
/// # Errors
/// Why it is weak.
pub fn screen(candidate: &Candidate, person: &PersonalData<'_>) -> Result<(), Weak> {
    let known = Known::new(person);
    let lower = Zeroizing::new(candidate.reveal().to_lowercase());
    let folded = Zeroizing::new(without_diacritics(&lower));
    let digits: Zeroizing<String> =
        Zeroizing::new(folded.chars().filter(char::is_ascii_digit).collect());
    if known.number_within(&digits) {
        return Err(Weak::PersonalData);
    }
    let text: Zeroizing<Vec<char>> = Zeroizing::new(folded.chars().collect());
    let cover = without_separators(&text, &known);
    let least = if text.len() >= LONG { LEAST_COST_OF_LONG } else { LEAST_COST };
    match cover {
        Cover { cost, .. } if cost >= least => Ok(()),
        Cover { personal: true, .. } => Err(Weak::PersonalData),
        Cover { word: true, .. } => Err(Weak::Common),
        Cover { .. } => Err(Weak::Pattern),
    }
}

/// The cheapest cover of the text, or of the text without one of its signs, which then costs 1
/// however often it stands between words (`mat khau`, `05/02/1990`, `mat@khau`).
fn without_separators(text: &[char], known: &Known) -> Cover {
    let mut signs: Vec<char> = text.iter().copied().filter(|c| !c.is_alphanumeric()).collect();
    signs.sort_unstable();
    signs.dedup();
    if signs.len() > MOST_SEPARATORS {
        signs.clear();
    }
    let mut best = cheapest(text, known);
    for sign in signs {
        let kept = text.iter().copied().filter(|c| *c != sign);
        let without: Zeroizing<Vec<char>> = Zeroizing::new(kept.collect());
        let mut cover = cheapest(&without, known);
        cover.cost += 1;
        if cover.cost < best.cost {
            best = cover;
        }
    }
    best
}

#[cfg(test)]
mod tests;
