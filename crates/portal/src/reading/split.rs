//! Taking a JSON file apart into its entries without holding it whole, and going on behind one that
//! is broken. What an entry means is not asked here; only strings and brackets are.

use std::io::{self, BufRead};

/// The longest entry that is read, in bytes. The longest honest one is a twentieth of it.
const AT_MOST: usize = 2 * 1024 * 1024;

/// One entry of a list of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the list; empty where the file is one list.
    pub list: String,
    /// The line it begins in.
    pub line: u64,
    /// What is written.
    pub written: Written,
}

/// What is written of an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// All of it.
    Whole(Vec<u8>),
    /// The file ends before it does.
    Cut,
    /// More than an entry may have.
    TooLong,
}

/// A file that is taken apart.
pub struct Entries<R> {
    from: R,
    line: u64,
    /// How many bytes of the line were taken.
    column: u64,
    /// The name of the list that is open; none between lists.
    list: Option<String>,
    is_begun: bool,
    is_over: bool,
}

impl<R: BufRead> Entries<R> {
    /// Takes apart what this reads.
    pub fn of(from: R) -> Self {
        Self { from, line: 1, column: 0, list: None, is_begun: false, is_over: false }
    }

    /// The next entry of a list of the file, or the next table that stands under a name.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        if !self.is_begun {
            self.is_begun = true;
            self.begin()?;
        }
        while !self.is_over {
            let found = match self.list.clone() {
                Some(list) => self.next_of(list)?,
                None => self.next_named()?,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The file is one list, or names that hold some.
    fn begin(&mut self) -> io::Result<()> {
        match self.skip_to(|byte| matches!(byte, b'[' | b'{'))? {
            Some(b'[') => self.list = Some(String::new()),
            Some(_) => {}
            None => self.is_over = true,
        }
        self.take()?;
        Ok(())
    }

    /// The next entry of the list that is open; none where it closes.
    fn next_of(&mut self, list: String) -> io::Result<Option<Entry>> {
        match self.skip_to(|byte| !byte.is_ascii_whitespace() && byte != b',')? {
            None => Ok(self.end()),
            Some(b']') => {
                self.take()?;
                self.list = None;
                self.is_over = list.is_empty();
                Ok(None)
            }
            Some(_) => {
                let line = self.line;
                self.value().map(|written| Some(Entry { list, line, written }))
            }
        }
    }

    /// The next name: a list under it is opened, a table under it is an entry.
    fn next_named(&mut self) -> io::Result<Option<Entry>> {
        match self.skip_to(|byte| matches!(byte, b'"' | b'}'))? {
            None => return Ok(self.end()),
            Some(b'}') => {
                self.is_over = true;
                return Ok(None);
            }
            Some(_) => {}
        }
        let Written::Whole(name) = self.value()? else { return Ok(self.end()) };
        let name = String::from_utf8_lossy(&name).trim_matches('"').to_owned();
        match self.skip_to(|byte| !byte.is_ascii_whitespace() && byte != b':')? {
            Some(b'[') => {
                self.take()?;
                self.list = Some(name);
                Ok(None)
            }
            Some(first) => {
                let line = self.line;
                let written = self.value()?;
                Ok((first == b'{').then_some(Entry { list: name, line, written }))
            }
            None => Ok(self.end()),
        }
    }

    fn end(&mut self) -> Option<Entry> {
        self.is_over = true;
        None
    }

    /// One value: a text, or everything between two brackets, or a word.
    fn value(&mut self) -> io::Result<Written> {
        let begun_at = self.column;
        let (mut bytes, mut is_too_long) = (Vec::new(), false);
        let (mut depth, mut is_in_text, mut is_escaped) = (0_u32, false, false);
        loop {
            let Some(byte) = self.peek()? else {
                let is_word = depth == 0 && !is_in_text && !bytes.is_empty();
                return Ok(if is_word { Written::Whole(bytes) } else { Written::Cut });
            };
            // A word (a number, `null`) ends before what parts it from the next one.
            if depth == 0 && !is_in_text && !bytes.is_empty() && is_parting(byte) {
                break;
            }
            self.take()?;
            if bytes.len() < AT_MOST {
                bytes.push(byte);
            } else {
                is_too_long = true;
            }
            if is_in_text {
                // No text of JSON goes over a line's end: this one was never closed.
                if byte == b'\n' {
                    self.resume(begun_at)?;
                    break;
                }
                is_in_text = is_escaped || byte != b'"';
                is_escaped = byte == b'\\' && !is_escaped;
                if !is_in_text && depth == 0 {
                    break;
                }
                continue;
            }
            match byte {
                b'"' => is_in_text = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => break,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        Ok(if is_too_long { Written::TooLong } else { Written::Whole(bytes) })
    }

    /// Goes on to where, by the look of the lines, the next entry begins or the list ends.
    fn resume(&mut self, begun_at: u64) -> io::Result<()> {
        loop {
            match self.skip_to(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b','))? {
                None => return Ok(()),
                Some(b'{') if self.column <= begun_at => return Ok(()),
                Some(b']') if self.column < begun_at => return Ok(()),
                Some(_) => self.skip_to(|byte| byte == b'\n')?,
            };
            self.take()?;
        }
    }

    /// Goes on to a byte that is wanted, and leaves it there.
    fn skip_to(&mut self, is_wanted: impl Fn(u8) -> bool) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if is_wanted(byte) {
                return Ok(Some(byte));
            }
            self.take()?;
        }
        Ok(None)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.from.fill_buf()?.first().copied())
    }

    fn take(&mut self) -> io::Result<()> {
        match self.peek()? {
            None => return Ok(()),
            Some(b'\n') => (self.line, self.column) = (self.line + 1, 0),
            Some(_) => self.column += 1,
        }
        self.from.consume(1);
        Ok(())
    }
}

fn is_parting(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, u64, String)> {
        let mut entries = Entries::of(text.as_bytes());
        let mut found = Vec::new();
        while let Some(Entry { list, line, written }) = entries.next_entry().unwrap() {
            let written = match written {
                Written::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                other => format!("{other:?}"),
            };
            found.push((list, line, written));
        }
        found
    }

    fn written(text: &str) -> Vec<String> {
        entries(text).into_iter().map(|(_, _, written)| written).collect()
    }

    #[test]
    fn finds_the_entries_of_every_list_with_their_lines() {
        let file = "\u{feff}{\"version\": 1, \"what\": \"a [{ b\",\n\"a\": [{\"x\": \"}]\\\"\"},\n \
                    {\"y\": [1, {}]}],\n\"p\": {\"z\": 1}, \"e\": []}";
        assert_eq!(
            entries(file),
            [
                ("a".into(), 2, "{\"x\": \"}]\\\"\"}".into()),
                ("a".into(), 3, "{\"y\": [1, {}]}".into()),
                ("p".into(), 4, "{\"z\": 1}".into()),
            ]
        );
        assert_eq!(written("[{}, null, 3.5,\"a\"]"), ["{}", "null", "3.5", "\"a\""]);
    }

    #[test]
    fn goes_on_behind_what_is_broken() {
        let file = "[{\"a\": 1,,}\n,{\"b\": \"never closed},\n{\"c\": 3}, {\"d\": 4}\n, {\"e\": \"";
        let broken = "{\"b\": \"never closed},\n";
        assert_eq!(written(file), ["{\"a\": 1,,}", broken, "{\"c\": 3}", "{\"d\": 4}", "Cut"]);
        let drawn = "[\n  {\n    \"a\": \"never closed,\n    \"b\": [\n      {}\n    ]\n  },\n  {\n    \
                     \"c\": 3\n  }\n]";
        assert_eq!(written(drawn)[1..], ["{\n    \"c\": 3\n  }"]);
        assert_eq!(written("{\"a\": [{\"b\": 1}"), ["{\"b\": 1}"]);
        for nothing in ["", "  \n", "nothing of ours", "{", "{\"a", "{\"a\"", "[", "]}{["] {
            assert!(written(nothing).len() < 2, "{nothing:?}");
        }
    }

    #[test]
    fn an_entry_that_never_ends_is_not_kept() {
        let file = format!("[{{\"a\": \"{}\"}}, {{\"b\": 1}}]", "x".repeat(AT_MOST));
        assert_eq!(written(&file), ["TooLong", "{\"b\": 1}"]);
    }
}
