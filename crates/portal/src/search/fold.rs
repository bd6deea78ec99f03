//! Words as the search compares them: bare of every diacritic, and with their tone at the end,
//! wherever on the syllable it was written (*hoà*, *hòa*).

use civic::fold::{is_invisible, without_diacritics};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tones that are written.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Syllables that are written with *i* and with *y* alike: *lí lịch*, *lý lịch*; *quí*, *quý*.
const EITHER_I: [&str; 7] = ["h", "k", "l", "m", "s", "t", "qu"];

/// One word of a text: in Vietnamese, one syllable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// In small letters, without diacritics.
    pub bare: String,
    /// In small letters, the tone at the end; none where no diacritic was written.
    pub toned: Option<String>,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    places(text).into_iter().filter_map(|place| word(text, place)).collect()
}

/// Where the words of a text stand, in bytes. Whatever is neither letter nor digit parts them;
/// signs nobody sees do not.
pub fn places(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, letter) in text.char_indices() {
        let is_part = letter.is_alphanumeric()
            || (begun.is_some() && (is_combining_mark(letter) || is_invisible(letter)));
        match begun {
            None if is_part => begun = Some(at),
            Some(from) if !is_part => {
                found.push(from..at);
                begun = None;
            }
            _ => {}
        }
    }
    found.extend(begun.map(|from| from..text.len()));
    found
}

/// The word that stands at a place of a text.
pub fn word(text: &str, place: Range<usize>) -> Option<Word> {
    let written = text.get(place.clone())?;
    if written.is_ascii() {
        let bare = with_one_i(written.to_ascii_lowercase());
        return Some(Word { bare, toned: None, place });
    }
    let seen: String = written.chars().filter(|letter| !is_invisible(*letter)).collect();
    let bare = with_one_i(without_diacritics(&seen).to_lowercase());
    Some(Word { bare, toned: toned(&seen), place })
}

fn toned(written: &str) -> Option<String> {
    let (mut letters, mut tone) = (String::new(), None);
    for letter in written.to_lowercase().nfd() {
        match TONES.contains(&letter) {
            true => tone = Some(letter),
            false => letters.push(letter),
        }
    }
    let mut letters = with_one_i(letters);
    if tone.is_none() && letters.is_ascii() {
        return None;
    }
    letters.extend(tone);
    Some(letters)
}

fn with_one_i(mut letters: String) -> String {
    let is_either = letters.strip_suffix('y').is_some_and(|before| EITHER_I.contains(&before));
    if is_either {
        letters.pop();
        letters.push('i');
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.bare).collect()
    }

    #[test]
    fn either_form_and_either_place_of_the_tone_are_one_word() {
        let nfd: String = "Hòa giải Đăng ký".nfd().collect();
        for written in ["hoà giải đăng kí", "HÒA GIẢI, ĐĂNG KÝ!", nfd.as_str()] {
            let read = words(written);
            let known = words("hòa giải đăng ký");
            for (read, known) in read.iter().zip(&known) {
                assert_eq!((&read.bare, &read.toned), (&known.bare, &known.toned), "{written}");
            }
            assert_eq!(read.len(), 4, "{written}");
        }
        assert_ne!(words("đất")[0].toned, words("đặt")[0].toned);
        assert_eq!(words("khai")[0].toned, None);
    }

    #[test]
    fn i_and_y_are_one_letter_only_at_the_end_of_such_syllables() {
        assert_eq!(
            bare("lý lịch, kỹ sư, quý, quyết, thủy, y tế"),
            bare("lí lịch, kĩ sư, quí, quyết, thủy, y tế")
        );
        assert_eq!(bare("thủy ty"), ["thuy", "ti"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "«Giấy khai\u{200b}sinh» 😀 (mẫu 01/TP)";
        let found = words(text);
        let stands: Vec<_> = found.iter().map(|word| &text[word.place.clone()]).collect();
        assert_eq!(stands, ["Giấy", "khai\u{200b}sinh", "mẫu", "01", "TP"]);
        assert_eq!(bare(text), ["giay", "khaisinh", "mau", "01", "tp"]);
        assert!(words(" ?!… \u{301}\u{0} 😀 ").is_empty());
    }
}
