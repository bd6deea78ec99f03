//! Codes of procedures as people copy or remember them: whole or their beginning, with or without
//! dots, with what provinces hang on them.

use super::postings::Document;
use crate::catalogue::Listed;
use std::collections::HashSet;

/// A number of six digits stands in every code; fewer are a year or an article as well.
const DIGITS_ALONE: usize = 6;
/// So many digits tell a code where a dot stands among them.
const DIGITS_WITH_DOT: usize = 3;
/// A national code without its dot: `1009374`.
const NATIONAL: usize = 7;

/// Every code, without dots, in order.
#[derive(Debug, Default)]
pub struct Codes {
    all: Box<[(Box<str>, Document)]>,
}

impl Codes {
    /// Those of the procedures, which are numbered in their order.
    pub fn of(listed: &[Listed]) -> Self {
        let mut all = Vec::new();
        for (document, listed) in (0..).zip(listed) {
            let own = bare(listed.code.as_str());
            all.extend(own.get(1..).map(|number| (number.into(), document)));
            all.push((own.into(), document));
            all.extend(listed.aliases.iter().map(|alias| (bare(alias).into(), document)));
        }
        all.sort_unstable();
        all.dedup();
        Self { all: all.into() }
    }

    /// The procedures whose codes stand in a text, the best first; none where there is no code.
    pub fn in_text(&self, text: &str) -> Vec<Document> {
        let mut found = Vec::new();
        let mut words = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
        for word in words.by_ref().take(8).filter(|word| may_be_code(word)) {
            let key = bare(word);
            let mut these = self.beginning_with(&key);
            if these.is_empty() && key.len() > NATIONAL {
                these = self.beginning_with(key.get(..NATIONAL).unwrap_or_default());
            }
            found.extend(these);
        }
        if found.len() > 1 {
            let mut once = HashSet::new();
            found.retain(|document| once.insert(*document));
        }
        found
    }

    fn beginning_with(&self, key: &str) -> Vec<Document> {
        let from = self.all.partition_point(|(code, _)| &**code < key);
        let rest = self.all.iter().skip(from);
        rest.take_while(|(code, _)| code.starts_with(key)).map(|(_, document)| *document).collect()
    }
}

fn may_be_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    is_plain
        && word.len() <= 40
        && digits >= if word.contains('.') { DIGITS_WITH_DOT } else { DIGITS_ALONE }
}

fn bare(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::listed;
    use super::*;

    #[test]
    fn a_code_is_found_whole_in_part_and_with_what_hangs_on_it() {
        let mut of_province = listed("DP.000012", "Của tỉnh");
        of_province.aliases = vec!["2.000488.000.00.00.H48".to_owned()];
        let all = [listed("1.003659", "Một"), listed("1.003687", "Hai"), of_province];
        let codes = Codes::of(&all);
        for (text, found) in [
            ("1.003659", vec![0]),
            ("mã 1.003659.000.00.00.H48", vec![0]),
            ("1.003687.H48 và 1.003659", vec![1, 0]),
            ("003687", vec![1]),
            ("1003659", vec![0]),
            ("1.0036", vec![0, 1]),
            ("dp.000012", vec![2]),
            ("2.000488.000.00.00.H48", vec![2]),
            ("2.000488", vec![2]),
            ("1.999999", vec![]),
            ("luật 2015, điều 12", vec![]),
            ("1.00' OR 1=1", vec![]),
        ] {
            assert_eq!(codes.in_text(text), found, "{text}");
        }
    }
}
