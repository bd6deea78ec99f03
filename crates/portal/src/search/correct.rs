//! What a word nobody knows was meant to be: one slip of a finger away, spelled as it sounds, typed
//! with the keys of Telex or VNI while those were off, or two words without their space.

use super::terms::{Term, Terms};
use std::collections::BTreeSet;

/// Shorter words are one slip away from too many others.
const SHORTEST: usize = 2;
/// No syllable is longer; two of them together are not either.
const LONGEST: usize = 16;

/// Spellings of the same sound at the beginning of a syllable, somewhere in the country.
const BEGINNINGS: [(&str, &str); 16] = [
    ("s", "x"),
    ("ch", "tr"),
    ("d", "gi"),
    ("d", "r"),
    ("gi", "r"),
    ("d", "v"),
    ("l", "n"),
    ("z", "d"),
    ("z", "gi"),
    ("f", "ph"),
    ("j", "gi"),
    ("k", "c"),
    ("k", "qu"),
    ("k", "kh"),
    ("g", "gh"),
    ("ng", "ngh"),
];

/// The same at its end.
const ENDINGS: [(&str, &str); 6] =
    [("n", "ng"), ("n", "nh"), ("c", "t"), ("ch", "t"), ("i", "y"), ("p", "b")];

/// Every known word under each of its forms that lack one letter, by which a slip is found.
#[derive(Debug, Default)]
pub struct Typos {
    lacking: Box<[(u32, Term)]>,
}

/// What was meant instead of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// One word, or two that were typed as one.
    pub terms: Vec<Term>,
    /// How likely, before its neighbours are asked; the more the likelier.
    pub closeness: f32,
}

impl Candidate {
    /// So close that nothing else can have been meant.
    pub const CERTAIN: f32 = 3.0;
}

impl Typos {
    /// Learns the words that may be meant.
    pub fn of(terms: &Terms, may_be_meant: impl Fn(Term) -> bool) -> Self {
        let mut lacking = Vec::new();
        for (term, name) in terms.all().filter(|(term, _)| may_be_meant(*term)) {
            if name.len() >= SHORTEST && name.len() <= LONGEST && is_letters(name) {
                lacking.push((digest(name.as_bytes()), term));
                lacking.extend(without_one(name).map(|less| (digest(&less), term)));
            }
        }
        lacking.sort_unstable();
        lacking.dedup();
        Self { lacking: lacking.into() }
    }

    /// The words one slip away.
    fn near(&self, terms: &Terms, word: &str) -> BTreeSet<Term> {
        let mut keys = vec![digest(word.as_bytes())];
        keys.extend(without_one(word).map(|less| digest(&less)));
        let with_key = keys.into_iter().flat_map(|key| {
            let from = self.lacking.partition_point(|(known, _)| *known < key);
            let rest = self.lacking.get(from..).unwrap_or_default().iter();
            rest.take_while(move |(known, _)| *known == key).map(|(_, term)| *term)
        });
        with_key.filter(|term| is_one_slip(word.as_bytes(), terms.name(*term).as_bytes())).collect()
    }

    /// Everything a word may have been meant to be. `is_met` says whether a word may be meant at
    /// all, `follows` whether one word is known to follow another.
    pub fn candidates(
        &self,
        terms: &Terms,
        word: &str,
        is_met: impl Fn(Term) -> bool,
        follows: impl Fn(Term, Term) -> bool,
    ) -> Vec<Candidate> {
        if word.len() < SHORTEST || word.len() > LONGEST || !word.is_ascii() {
            return Vec::new();
        }
        let known = |word: &str| terms.find(word).filter(|term| is_met(*term));
        let mut found = Vec::new();
        let mut add = |term: Term, closeness| {
            found.push(Candidate { terms: vec![term], closeness });
        };
        for term in self.near(terms, word) {
            let begins_alike = terms.name(term).as_bytes().first() == word.as_bytes().first();
            add(term, if begins_alike { 1.0 } else { 0.5 });
        }
        for spelled in as_it_sounds(word) {
            known(&spelled).into_iter().for_each(|term| add(term, 1.5));
        }
        for decoded in [without_keys(word)].into_iter().filter(|decoded| decoded != word) {
            known(&decoded).into_iter().for_each(|term| add(term, Candidate::CERTAIN));
        }
        for at in SHORTEST..word.len().saturating_sub(1) {
            let (first, second) = word.split_at(at);
            let both = known(first).zip(known(second));
            if let Some((first, second)) = both.filter(|(first, second)| follows(*first, *second)) {
                found.push(Candidate { terms: vec![first, second], closeness: 2.0 });
            }
        }
        found
    }
}

fn is_letters(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn without_one(word: &str) -> impl Iterator<Item = Vec<u8>> {
    (0..word.len()).map(|at| {
        let mut less = word.as_bytes().to_vec();
        less.remove(at);
        less
    })
}

/// FNV-1a: what has the same is compared.
fn digest(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0x811c_9dc5, |digest, byte| (digest ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Whether one letter more, less, other, or two changed about make one word the other.
fn is_one_slip(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).take_while(|(short, long)| short == long).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 => match (short, long) {
            ([], _) => false,
            ([a, b, short @ ..], [c, d, long @ ..]) if (a, b) == (d, c) => short == long,
            _ => short[1..] == long[1..],
        },
        1 => *short == long[1..],
        _ => false,
    }
}

/// The word with its beginning, its end or both spelled as they may sound.
fn as_it_sounds(word: &str) -> Vec<String> {
    let mut begun = Vec::new();
    for (one, other) in both_ways(&BEGINNINGS) {
        begun.extend(word.strip_prefix(one).map(|rest| format!("{other}{rest}")));
    }
    let mut all = begun.clone();
    for word in begun.iter().map(String::as_str).chain([word]) {
        for (one, other) in both_ways(&ENDINGS) {
            all.extend(word.strip_suffix(one).map(|rest| format!("{rest}{other}")));
        }
    }
    all
}

fn both_ways(
    alike: &[(&'static str, &'static str)],
) -> impl Iterator<Item = (&'static str, &'static str)> {
    alike.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)])
}

/// What is left of the keys that write marks and tones: `ddawng` is *đăng*, `giaays` and `giay61`
/// are *giấy*.
fn without_keys(word: &str) -> String {
    let mut left = String::with_capacity(word.len());
    let mut has_vowel = false;
    for letter in word.chars() {
        let is_tone = has_vowel && "sfrxj".contains(letter);
        let is_doubled = "aeod".contains(letter) && left.ends_with(letter);
        let is_key = letter == 'w' || letter.is_ascii_digit() || is_tone || is_doubled;
        // Some type the mark at the end: `dangd`.
        let is_late_stroke = letter == 'd' && has_vowel && left.starts_with('d');
        if !is_key && !is_late_stroke {
            left.push(letter);
        }
        has_vowel |= "aeiouy".contains(letter);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(word: &str) -> Vec<String> {
        let mut terms = Terms::default();
        for known in ["khai", "sinh", "chung", "giay", "dang", "dat", "phep", "trung", "ki"] {
            terms.learn(known);
        }
        terms.sort();
        let typos = Typos::of(&terms, |_| true);
        let mut found =
            typos.candidates(&terms, word, |_| true, |first, second| second == first + 1);
        found.sort_by(|one, other| other.closeness.total_cmp(&one.closeness));
        let named = |candidate: Candidate| {
            candidate.terms.iter().map(|term| terms.name(*term)).collect::<Vec<_>>().join(" ")
        };
        found.into_iter().map(named).collect()
    }

    #[test]
    fn a_slip_of_a_finger_is_found() {
        for slipped in ["sihn", "sih", "sinhh", "sunh", "inh"] {
            assert_eq!(meant(slipped).first().map(String::as_str), Some("sinh"), "{slipped}");
        }
        assert!(meant("sngh").is_empty() && meant("s").is_empty() && meant("ngoai").is_empty());
    }

    #[test]
    fn what_sounds_alike_is_found() {
        assert!(meant("xinh").contains(&"sinh".to_owned()));
        assert_eq!(meant("day").first().map(String::as_str), Some("giay"));
        assert!(meant("truw").is_empty());
        assert!(meant("trun").contains(&"trung".to_owned()));
    }

    #[test]
    fn keys_of_telex_and_vni_are_read() {
        for (keys, word) in [
            ("ddawng", "dang"),
            ("giaays", "giay"),
            ("giay61", "giay"),
            ("ddaats", "dat"),
            ("phesp", "phep"),
        ] {
            assert_eq!(meant(keys).first().map(String::as_str), Some(word), "{keys}");
        }
    }

    #[test]
    fn two_words_without_their_space_are_parted_where_they_follow_one_another() {
        assert_eq!(meant("khaisinh"), ["khai sinh"]);
        assert!(meant("sinhkhai").is_empty());
        assert!(meant(&"a".repeat(4_000)).is_empty());
    }
}
