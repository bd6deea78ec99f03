//! Blanks comments and quoted text, so that a check sees code only. Line numbers stay.

/// Rust with comments, strings and character literals blanked.
#[must_use]
pub fn rust(text: &str) -> String {
    let mut scan = Scan::new(text);
    while let Some(c) = scan.peek(0) {
        if scan.sees("//") {
            scan.wipe_line();
        } else if scan.sees("/*") {
            scan.wipe_nested_comment();
        } else if let Some(hashes) = scan.raw_string_hashes() {
            scan.wipe_raw_string(hashes);
        } else if c == '"' {
            scan.wipe_quoted('"');
        } else if c == '\'' && (scan.peek(1) == Some('\\') || scan.peek(2) == Some('\'')) {
            scan.wipe_quoted('\'');
        } else {
            scan.keep();
        }
    }
    scan.out
}

/// Rust as [`rust`] leaves it, without what stands under `#[cfg(test)]` as well.
#[must_use]
pub fn production(text: &str) -> String {
    let mut code = rust(text);
    while let Some(start) = code.find("#[cfg(test)]") {
        let rest = code.get(start..).unwrap_or_default();
        let end = start + test_item_length(rest);
        let blank: String = code
            .get(start..end)
            .unwrap_or_default()
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// Bytes from `#[cfg(test)]` to the end of the item it stands on.
fn test_item_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// JavaScript with comments, strings and regular expressions blanked; code inside
/// `${…}` of a template string is kept.
#[must_use]
pub fn script(text: &str) -> String {
    let mut scan = Scan::new(text);
    while scan.peek(0).is_some() {
        scan.script_piece();
    }
    scan.out
}

/// CSS with comments, strings and `url(…)` blanked.
#[must_use]
pub fn style(text: &str) -> String {
    let mut scan = Scan::new(text);
    while let Some(c) = scan.peek(0) {
        if scan.sees("/*") {
            scan.wipe_comment();
        } else if c == '"' || c == '\'' {
            scan.wipe_quoted(c);
        } else if scan.sees("url(") {
            scan.wipe_until(')');
        } else {
            scan.keep();
        }
    }
    scan.out
}

/// The line a byte stands on, counted from 1.
#[must_use]
pub fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

struct Scan {
    text: Vec<char>,
    at: usize,
    out: String,
}

impl Scan {
    fn new(text: &str) -> Self {
        Self { text: text.chars().collect(), at: 0, out: String::with_capacity(text.len()) }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn sees(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c))
    }

    fn keep(&mut self) {
        if let Some(c) = self.peek(0) {
            self.out.push(c);
            self.at += 1;
        }
    }

    fn wipe(&mut self) {
        if let Some(c) = self.peek(0) {
            self.out.push(if c == '\n' { '\n' } else { ' ' });
            self.at += 1;
        }
    }

    fn wipe_line(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.wipe();
        }
    }

    fn wipe_comment(&mut self) {
        self.wipe();
        self.wipe();
        while self.peek(0).is_some() && !self.sees("*/") {
            self.wipe();
        }
        self.wipe();
        self.wipe();
    }

    fn wipe_nested_comment(&mut self) {
        let mut depth = 0_usize;
        while self.peek(0).is_some() {
            if self.sees("/*") {
                depth += 1;
                self.wipe();
            } else if self.sees("*/") {
                depth -= 1;
                self.wipe();
            }
            self.wipe();
            if depth == 0 {
                return;
            }
        }
    }

    fn wipe_until(&mut self, end: char) {
        while self.peek(0).is_some_and(|c| c != end) {
            self.wipe();
        }
    }

    /// A quoted text with backslash escapes; the quotes stay, for the eye.
    fn wipe_quoted(&mut self, quote: char) {
        self.keep();
        while let Some(c) = self.peek(0) {
            if c == quote {
                self.keep();
                return;
            }
            if c == '\\' {
                self.wipe();
            }
            self.wipe();
        }
    }

    fn previous(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|before| self.text.get(before).copied())
    }

    /// The number of hashes when a raw string begins here.
    fn raw_string_hashes(&self) -> Option<usize> {
        let begins_word = self.previous().is_none_or(|c| !is_word(c));
        let prefix = ["br", "cr", "r"].into_iter().find(|prefix| self.sees(prefix))?;
        let mut ahead = prefix.len();
        while self.peek(ahead) == Some('#') {
            ahead += 1;
        }
        let is_string = begins_word && self.peek(ahead) == Some('"');
        is_string.then_some(ahead - prefix.len())
    }

    fn wipe_raw_string(&mut self, hashes: usize) {
        self.wipe_until('"');
        self.keep();
        let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        while self.peek(0).is_some() && !self.sees(&end) {
            self.wipe();
        }
        self.keep();
        for _ in 0..hashes {
            self.wipe();
        }
    }

    fn script_piece(&mut self) {
        match self.peek(0) {
            Some('/') if self.peek(1) == Some('/') => self.wipe_line(),
            Some('/') if self.peek(1) == Some('*') => self.wipe_comment(),
            Some('/') if self.expression_may_begin() => self.wipe_regular_expression(),
            Some(quote @ ('"' | '\'')) => self.wipe_quoted(quote),
            Some('`') => self.wipe_template(),
            _ => self.keep(),
        }
    }

    fn wipe_template(&mut self) {
        self.keep();
        while let Some(c) = self.peek(0) {
            if c == '`' {
                self.keep();
                return;
            }
            if self.sees("${") {
                self.keep_template_code();
                continue;
            }
            if c == '\\' {
                self.wipe();
            }
            self.wipe();
        }
    }

    fn keep_template_code(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek(0) {
            depth = match c {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            self.script_piece();
            if c == '}' && depth == 0 {
                return;
            }
        }
    }

    /// Whether a slash here begins a regular expression rather than divides.
    fn expression_may_begin(&self) -> bool {
        let before = self.out.trim_end();
        before.is_empty()
            || before.ends_with(|c| "(,=:[!&|?{};>".contains(c))
            || before.ends_with("return")
    }

    fn wipe_regular_expression(&mut self) {
        self.wipe();
        let mut in_class = false;
        while let Some(c) = self.peek(0) {
            match c {
                '\\' => self.wipe(),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    self.wipe();
                    return;
                }
                '\n' => return,
                _ => {}
            }
            self.wipe();
        }
    }
}

/// Whether a character may stand in a name.
#[must_use]
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn rust_keeps_code_only() {
        let text = "a /* b /* c */ d */ e // f\ng \"h \\\" i\" j r#\"k \" l\"# 'm' 'n: o '\\'' p";
        assert_eq!(words(&rust(text)), ["a", "e", "g", "j", "n", "o", "p"]);
        assert_eq!(rust(text).matches('\n').count(), 1);
    }

    #[test]
    fn test_code_is_not_production() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { { } } }\n#[cfg(test)]\nmod c;\nfn d() {}";
        assert_eq!(words(&production(text)), ["fn", "a", "fn", "d"]);
    }

    #[test]
    fn script_keeps_code_only() {
        let text = "a = /b?.[/]c/.d; 'e' \"f\" `g ${h + `i ${j}`} k` // l\nm / n / o";
        assert_eq!(words(&script(text)), ["a", "d", "h", "j", "m", "n", "o"]);
    }

    #[test]
    fn style_keeps_rules_only() {
        let text = "a{b:url(data:c&d);/* e */f:'g'}";
        assert_eq!(words(&style(text)), ["a", "b", "f"]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
