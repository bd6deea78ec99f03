//! The list of common words: what people choose when they are asked for a password.
//!
//! `common.txt` is ours: words, phrases, names and places without diacritics, lower case, sorted by
//! byte. It is searched where it lies in the program file and takes no memory of its own.
//! Years, endings, `@` for `a` and the like are not listed: `cover` knows them.

const COMMON: &str = include_str!("common.txt");

/// The longest word of the list, in characters.
pub(super) const LONGEST_WORD: usize = 24;

/// Whether the list holds this word.
pub(super) fn is_common(word: &str) -> bool {
    let list = COMMON.as_bytes();
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start =
            list[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let end =
            list[middle..high].iter().position(|b| *b == b'\n').map_or(high, |at| middle + at);
        match list[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_plain_and_found() {
        let words: Vec<&str> = COMMON.lines().collect();
        assert!(words.len() > 2_000, "{} words", words.len());
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
        }
        for word in &words {
            let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            assert!(plain && (3..=LONGEST_WORD).contains(&word.len()), "{word}");
            assert!(is_common(word), "{word}");
        }
        for absent in ["", "a", "matkha", "matkhauu", "zzzzzz", "0", "\n"] {
            assert!(!is_common(absent), "{absent}");
        }
    }
}
