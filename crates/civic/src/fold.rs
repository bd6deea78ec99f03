//! Folding Vietnamese to its bare letters, and full-width digits to plain ones.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text without diacritics: `Nguyễn Đình Hòa` becomes `Nguyen Dinh Hoa`. Works on either
/// normal form. Letters outside the Latin alphabet stay as they are.
pub fn without_diacritics(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for letter in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match stroke(letter) {
            Some(plain) => bare.push_str(plain),
            None => bare.push(letter),
        }
    }
    bare
}

/// Letters whose stroke or ligature Unicode does not take apart. `Ƀ` is written in Ê Đê and
/// Mnông names, `đ` in nearly all others.
fn stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ƀ' => "b",
        'Ƀ' => "B",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ł' => "l",
        'Ł' => "L",
        'ø' => "o",
        'Ø' => "O",
        'ŧ' => "t",
        'Ŧ' => "T",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ß' => "ss",
        'þ' => "th",
        'Þ' => "TH",
        _ => return None,
    })
}

/// A digit as an East Asian keyboard types it (`０`–`９`) as the plain one; others unchanged.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        _ => c,
    }
}

/// Zero-width and direction signs. They make two names look alike, and address books of telephones
/// put them around numbers.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Signs that say where a line may break or letters join, and nothing else: web pages, chats and
/// word processors put them into what is copied. What they stand in is read without them.
pub(crate) fn is_mere_joint(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_bare_letters() {
        let alphabet = "ăâđêôơư ằắẳẵặ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự ỳýỷỹỵ ìíỉĩị";
        let bare = "aadeoou aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy iiiii";
        assert_eq!(without_diacritics(alphabet), bare);
        assert_eq!(without_diacritics(&alphabet.nfd().collect::<String>()), bare);
        assert_eq!(without_diacritics("NGUYỄN ĐÌNH ƠƯ Ƀu"), "NGUYEN DINH OU Bu");
    }
}
