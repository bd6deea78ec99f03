//! `ProcedureCode`: what an administrative procedure is called by, nationally or in one province.

use crate::door::says;
use crate::fold::narrow;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The code of a procedure: a national one, `1.009374`, or one of this province's own for what has
/// none, `DP.000012`.
///
/// Not hidden in `Debug` as the words of persons are: it is printed on every page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode(Box<str>);

/// Why a text is no code of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcedureCodeRefusal {
    /// Nothing was typed.
    Empty,
    /// It does not have the form of a code.
    Shape,
}

says!(ProcedureCodeRefusal,
    Self::Empty => "the code of the procedure is empty",
    Self::Shape => "a code of a procedure has the form 1.009374 or DP.000012",
);

/// Longer than any code with what provinces hang on it (`1.009374.000.00.00.H13`).
const AT_MOST: usize = 40;

impl ProcedureCode {
    /// What the codes of a province's own procedures begin with: *địa phương*.
    pub const LOCAL: &'static str = "DP";

    /// Reads a code. What provinces hang on a national code (`1.009374.000.00.00.H13`,
    /// `1.000948.H38`) says who offers it, not what it is, and is dropped.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn parse(text: &str) -> Result<Self, ProcedureCodeRefusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ProcedureCodeRefusal::Empty);
        }
        if text.len() > AT_MOST * 3 {
            return Err(ProcedureCodeRefusal::Shape);
        }
        let text: String = text.chars().map(narrow).collect::<String>().to_ascii_uppercase();
        let (head, rest) = text.split_once('.').ok_or(ProcedureCodeRefusal::Shape)?;
        let (number, suffix) = match rest.split_once('.') {
            Some((number, suffix)) => (number, Some(suffix)),
            None => (rest, None),
        };
        let is_national = head.len() == 1 && head.bytes().all(|b| (b'1'..=b'9').contains(&b));
        let is_number = number.len() == 6 && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_known = is_national || (head == Self::LOCAL && suffix.is_none());
        match is_number && is_known && suffix.is_none_or(is_suffix) {
            true => Ok(Self(format!("{head}.{number}").into())),
            false => Err(ProcedureCodeRefusal::Shape),
        }
    }

    /// The code of the province's own procedure with this number; none beyond six digits.
    pub fn local(number: u32) -> Option<Self> {
        (number <= 999_999).then(|| Self(format!("{}.{number:06}", Self::LOCAL).into()))
    }

    /// The number of a province's own procedure; none for a national one.
    pub fn local_number(&self) -> Option<u32> {
        self.0.strip_prefix(Self::LOCAL)?.strip_prefix('.')?.parse().ok()
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `000.00.00.H13`, `H38`: figures in threes and twos, and at the end a letter with two figures.
fn is_suffix(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    let is_province = last.len() == 3
        && last.starts_with(|c: char| c.is_ascii_uppercase())
        && last[1..].bytes().all(|byte| byte.is_ascii_digit());
    let before = text.strip_suffix(last).unwrap_or_default();
    is_province && before.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for ProcedureCode {
    type Error = ProcedureCodeRefusal;

    fn try_from(text: String) -> Result<Self, ProcedureCodeRefusal> {
        Self::parse(&text)
    }
}

impl From<ProcedureCode> for String {
    fn from(code: ProcedureCode) -> Self {
        code.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProcedureCodeRefusal::*;

    #[test]
    fn takes_codes_as_they_are_written() {
        for (typed, read) in [
            (" 1.009374 ", "1.009374"),
            ("1.009374.000.00.00.H13", "1.009374"),
            ("1.000948.h38", "1.000948"),
            ("２.０００８１５", "2.000815"),
            ("dp.000012", "DP.000012"),
        ] {
            assert_eq!(ProcedureCode::parse(typed).unwrap().as_str(), read);
        }
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(ProcedureCode::parse(" "), Err(Empty));
        for text in [
            "1009374",
            "0.009374",
            "1.00937",
            "1.0093745",
            "12.009374",
            "1.009374.",
            "1.009374.H1",
            "1.009374.<b>.H13",
            "DP.000012.H48",
            "H48.000012",
            "é.009374",
            "1.009374.éé",
            "=1.009374",
        ] {
            assert_eq!(ProcedureCode::parse(text), Err(Shape), "{text}");
        }
        assert_eq!(ProcedureCode::parse(&"1".repeat(1_000_000)), Err(Shape));
    }

    #[test]
    fn a_province_counts_its_own() {
        let code = ProcedureCode::local(12).unwrap();
        assert_eq!((code.as_str(), code.local_number()), ("DP.000012", Some(12)));
        assert_eq!(ProcedureCode::parse("1.009374").unwrap().local_number(), None);
        assert_eq!(ProcedureCode::local(1_000_000), None);
    }
}
