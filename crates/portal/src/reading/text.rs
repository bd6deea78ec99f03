//! A text of somebody else, made fit for our pages, or refused.

use unicode_normalization::UnicodeNormalization;

/// The longest text, in bytes. The longest honest one has a tenth of it.
const AT_MOST: usize = 30_000;

/// A text in one normal form on one line, without what nobody sees and without the bullets that
/// word processors leave behind.
///
/// # Errors
/// Why it cannot stand on a page.
pub fn clean(text: &str) -> Result<String, String> {
    if text.len() > AT_MOST {
        return Err(format!("is longer than {AT_MOST} bytes"));
    }
    let seen = text
        .nfc()
        .filter(|c| !civic::fold::is_invisible(*c) && !matches!(c, '\u{e000}'..='\u{f8ff}'));
    let clean = seen.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.contains(char::is_control) {
        return Err("holds a control character".into());
    }
    match is_formula(&clean) {
        true => Err("begins as a formula of a spreadsheet does".into()),
        false => Ok(clean),
    }
}

/// Whether a spreadsheet would run this rather than show it (CWE-1236). A dash or a plus heads many
/// an honest line of a list; a call to another program (`-2+3|cmd!A1`) is not one.
fn is_formula(text: &str) -> bool {
    let calls = |rest: &str| rest.contains('|') && rest.contains('!');
    match text.chars().next() {
        Some('=' | '@') => true,
        Some('+' | '-') => calls(text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_fit_or_refused() {
        for (written, read) in [
            ("  Khai\u{a0}sinh \n mới\u{200b} ", "Khai sinh mới"),
            ("Kê\u{301} khai", "Kế khai"),
            ("\u{f0b7} Đơn đề nghị", "Đơn đề nghị"),
            ("- Giấy ra viện", "- Giấy ra viện"),
            ("+ Bản sao", "+ Bản sao"),
        ] {
            assert_eq!(clean(written).as_deref(), Ok(read));
        }
        for refused in ["=1+1", "@SUM(1)", " =cmd|' /C calc'!A0", "+cmd|'x'!A", "a\u{0}b"] {
            assert!(clean(refused).is_err(), "{refused:?}");
        }
        assert!(clean(&"a".repeat(AT_MOST + 1)).is_err());
    }
}
