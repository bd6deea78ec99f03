//! Counts passed and failed tests from what `cargo test` and `node --test` print.

/// Tests counted so far, over all tools.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed or were cancelled.
    pub failed: usize,
}

impl Tally {
    /// Reads one printed line; lines that are no summary change nothing.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += count_before(result, " passed");
            self.failed += count_before(result, " failed");
        } else if let Some((word, count)) = node_summary(line) {
            match word {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                _ => {}
            }
        }
    }

    /// The line a person and a machine look for: `12 passed, 0 failed`.
    #[must_use]
    pub fn shown(self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number before a word: 3 in `ok. 3 passed; …`.
fn count_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().filter(|before| before.len() < text.len());
    before.and_then(|before| before.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

/// `ℹ pass 5` (or `# pass 5` in older printings) as `("pass", 5)`.
fn node_summary(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix("ℹ ").or(line.strip_prefix("# "))?;
    let (word, count) = rest.split_once(' ')?;
    Some((word, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tools_are_counted() {
        let mut tally = Tally::default();
        let lines = [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out",
            "ℹ tests 8",
            "ℹ pass 6",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ duration_ms 1234.5",
            "a citizen would pass 7",
        ];
        for line in lines {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 19, failed: 4 });
        assert_eq!(tally.shown(), "19 passed, 4 failed");
    }
}
