//! Vietnamese syllables by their spelling rule, without diacritics, instead of a list of them.

/// Initial consonants, the longer before its beginning.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h",
    "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "q", "",
];

/// Rimes, sorted. What diacritics would tell apart is one here: `an` is an, ăn and ân.
const RIMES: [&str; 108] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec",
    "ech", "em", "en", "eng", "enh", "eo", "ep", "et", "eu", "i", "ia", "ich", "iec", "iem", "ien",
    "ieng", "iep", "iet", "ieu", "im", "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach",
    "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oem", "oen",
    "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "u", "ua", "uan", "uang",
    "uat", "uay", "uc", "ue", "uech", "uen", "uenh", "uet", "ui", "um", "un", "ung", "uo", "uoc",
    "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "up", "ut", "uu", "uy", "uya", "uych",
    "uyen", "uyet", "uynh", "uyt", "uyu", "y", "yem", "yen", "yet", "yeu",
];

/// The longest syllable (`nghieng`).
pub(super) const LONGEST_SYLLABLE: usize = 7;

/// Whether a word can be written as one syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    ONSETS.iter().any(|onset| word.strip_prefix(onset).is_some_and(|rime| fits(onset, rime)))
}

fn fits(onset: &str, rime: &str) -> bool {
    let known = |rime: &str| RIMES.binary_search(&rime).is_ok();
    let front = rime.starts_with(['e', 'i', 'y']);
    match onset {
        "ngh" | "gh" | "k" => front && known(rime),
        "c" | "ng" => !front && known(rime),
        "q" => rime.starts_with('u') && known(rime),
        _ => known(rime),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rimes_are_sorted() {
        assert!(RIMES.is_sorted());
    }

    #[test]
    fn knows_how_words_are_spelt() {
        for word in "con meo nha toi thich ngu trua nghieng nguyen quoc quanh khuya gia gi an uong yeu hoai truong xoong nghe ghe ke quyt".split(' ') {
            assert!(is_syllable(word), "{word}");
        }
        for word in "ce nga1 kpx wsx table ngi ka zoo brown q qx strong".split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
