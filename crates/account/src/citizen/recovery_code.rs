//! Recovery codes: ten of 120 bits, shown once, kept as digests.
//!
//! With that many bits a plain digest is enough (OWASP ASVS 6.5.2 asks for a password hash below
//! 112 bits).

use aws_lc_rs::digest;
use ground::Chance;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many a person gets.
pub const COUNT: usize = 10;

/// Letters and figures that are not mistaken for each other: base 32 of Crockford.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One recovery code: six groups of four.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// Draws a set.
    pub fn draw_set(chance: &Chance) -> Vec<Self> {
        (0..COUNT).map(|_| Self::draw(chance)).collect()
    }

    /// Draws one; a desk prints one on paper, too.
    pub fn draw(chance: &Chance) -> Self {
        let mut text = String::with_capacity(29);
        for (place, byte) in chance.bytes::<24>().into_iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        Self(text)
    }

    /// Reads what was typed: small letters, spaces and hyphens anywhere, and the letters that are
    /// taken for figures (Crockford). Nothing where it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.chars().map(narrow).filter(|c| !c.is_whitespace() && !is_dash(*c));
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let bare: String = bare.map(read).take(25).collect();
        let is_ours = bare.bytes().all(|byte| ALPHABET.contains(&byte));
        (bare.len() == 24 && is_ours).then_some(Self(bare))
    }

    /// As it is shown, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept: SHA-256 over the code without its hyphens.
    pub fn digest(&self) -> Vec<u8> {
        let bare: String = self.0.chars().filter(|c| *c != '-').collect();
        digest::digest(&digest::SHA256, bare.as_bytes()).as_ref().to_vec()
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.')
}

/// A character typed on a full-width keyboard as its plain one.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_different_codes_of_six_groups() {
        let codes = RecoveryCode::draw_set(&store::testing::chance());
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| code.reveal().len() == 29));
        assert_ne!(codes[0], codes[1]);
    }

    #[test]
    fn is_read_as_people_write_it() {
        let code = RecoveryCode("01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ".into());
        for written in [
            code.reveal(),
            "01ab cdef ghjk mnpq rstv wxyz",
            " oIAB–CDEF–GHJK–MNPQ–RSTV–WXYZ ",
            "０１ＡＢCDEFGHJKMNPQRSTVWXYZ",
        ] {
            let read = RecoveryCode::parse(written).unwrap();
            assert_eq!(read.digest(), code.digest(), "{written}");
        }
        for wrong in ["", "123456", "01AB-CDEF-GHJK-MNPQ-RSTV-WXY", "U1AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"]
        {
            assert!(RecoveryCode::parse(wrong).is_none(), "{wrong}");
        }
        assert!(RecoveryCode::parse(&"0".repeat(100)).is_none());
    }
}
