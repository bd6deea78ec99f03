//! What people say instead of what stands in the catalogue, as data: ours in `vocabulary.txt`, and
//! what the people who run this add in a file of theirs.
//!
//! Commas part phrases; other signs do not count. A line is one of
//! - `a = b, c`: each of them finds the others;
//! - `a, b > c, d`: who says one on the left may mean any on the right;
//! - `- a, b`: says nothing about what is sought;
//! - `# …`: a remark.

use super::fold::{self, Word};
use std::collections::HashMap;
use std::fmt;

/// Our own.
pub const OURS: &str = include_str!("vocabulary.txt");

/// What people say, by its bare words.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// What may be meant.
    pub rules: HashMap<Vec<String>, Rule>,
}

/// What may be meant by something people say.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// The words as they were written, to compare their tones.
    pub said: Vec<Word>,
    /// What else may be meant.
    pub meant: Vec<Vec<Word>>,
    /// Whether it says nothing about what is sought.
    pub is_idle: bool,
}

/// A line that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which one, from 1.
    pub line: usize,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line;
        write!(out, "line {line} says nothing: \"a = b\", \"a > b\" or \"- a\" would be right")
    }
}

impl std::error::Error for Unreadable {}

impl Vocabulary {
    /// Adds what stands in a text.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read(mut self, text: &str) -> Result<Self, Unreadable> {
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.read_line(line).ok_or(Unreadable { line: at + 1 })?;
        }
        Ok(self)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        if let Some(idle) = line.strip_prefix('-') {
            for said in phrases(idle)? {
                self.rule(said).is_idle = true;
            }
            return Some(());
        }
        if let Some((said, meant)) = line.split_once('>') {
            let meant = phrases(meant)?;
            for said in phrases(said)? {
                self.rule(said).meant.extend(meant.iter().cloned());
            }
            return Some(());
        }
        if !line.contains('=') {
            return None;
        }
        let all: Vec<_> = line.split('=').map(phrases).collect::<Option<Vec<_>>>()?.concat();
        for (at, said) in all.iter().enumerate() {
            let others = all.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.map(|(_, phrase)| phrase.clone());
            self.rule(said.clone()).meant.extend(others);
        }
        Some(())
    }

    fn rule(&mut self, said: Vec<Word>) -> &mut Rule {
        let key = said.iter().map(|word| word.bare.clone()).collect();
        let rule = self.rules.entry(key).or_default();
        rule.said = said;
        rule
    }
}

/// The phrases of one side; none where one of them has no words.
fn phrases(text: &str) -> Option<Vec<Vec<Word>>> {
    let all: Vec<_> = text.split(',').map(fold::words).collect();
    all.iter().all(|words| !words.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, said: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default().read(text).unwrap();
        let key: Vec<_> = fold::words(said).into_iter().map(|word| word.bare).collect();
        let joined = |words: &Vec<Word>| {
            words.iter().map(|word| word.bare.as_str()).collect::<Vec<_>>().join(" ")
        };
        vocabulary
            .rules
            .get(&key)
            .map(|rule| rule.meant.iter().map(joined).collect())
            .unwrap_or_default()
    }

    #[test]
    fn equals_find_each_other_and_arrows_point_one_way() {
        let text =
            "# remark\n\nsổ đỏ = bìa đỏ, giấy chứng nhận\nmất, hỏng > cấp lại\nsổ đỏ > đất đai\n";
        assert_eq!(meant(text, "sổ đỏ"), ["bia do", "giay chung nhan", "dat dai"]);
        assert_eq!(meant(text, "giấy chứng nhận"), ["so do", "bia do"]);
        assert_eq!(meant(text, "hỏng"), ["cap lai"]);
        assert!(meant(text, "cấp lại").is_empty());
    }

    #[test]
    fn a_line_that_says_nothing_is_named() {
        for (text, line) in [("a = b\nc", 2), ("a > ", 1), ("- ?", 1), ("a = !", 1)] {
            let refused = Vocabulary::default().read(text).err();
            assert_eq!(refused, Some(Unreadable { line }), "{text}");
        }
    }

    #[test]
    fn ours_can_be_read() {
        let ours = Vocabulary::default().read(OURS).unwrap();
        assert!(ours.rules.len() > 200);
    }
}
