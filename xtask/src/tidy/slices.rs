//! Inside a crate a slice names only slices declared before it in `lib.rs`.
use super::Finding;
use crate::blank;
use crate::paths;
use crate::source::Source;

/// The crate's slices in floor order, and which slice a name lifted to the root is of.
struct Floors {
    slices: Vec<String>,
    lifted: Vec<(String, String)>,
}

impl Floors {
    fn read(lib: &Source) -> Self {
        let code = blank::production(&lib.text);
        let slices: Vec<String> = declared(&code);
        let mut lifted = Vec::new();
        for line in code.split(';') {
            let Some((_, tree)) = line.rsplit_once("pub use ") else { continue };
            for named in paths::named(&format!("crate::{}", tree.trim()), &[]) {
                if let (Some(first), Some(last)) = (named.words.first(), named.words.last())
                    && slices.contains(first)
                {
                    lifted.push((last.clone(), first.clone()));
                }
            }
        }
        Self { slices, lifted }
    }

    /// The slice that `word`, written after `crate::`, belongs to, by its floor.
    fn floor(&self, word: &str) -> Option<usize> {
        let lifted = self.lifted.iter().find(|(name, _)| name == word);
        let slice = lifted.map_or(word, |(_, slice)| slice.as_str());
        self.slices.iter().position(|known| known == slice)
    }
}

/// The modules a blanked `lib.rs` declares in files of their own, lowest floor first.
#[must_use]
pub fn declared(code: &str) -> Vec<String> {
    code.lines()
        .filter_map(|line| {
            let line =
                line.strip_prefix("pub ").or(line.strip_prefix("pub(crate) ")).unwrap_or(line);
            Some(line.strip_prefix("mod ")?.trim_end().strip_suffix(';')?.trim().to_owned())
        })
        .collect()
}

/// Checks every crate that has a `src/lib.rs`. Test code may look anywhere.
#[must_use]
pub fn order(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for lib in sources.iter().filter(|source| source.path.ends_with("/src/lib.rs")) {
        let floors = Floors::read(lib);
        let folder = format!("{}/", lib.folder());
        for source in sources.iter().filter(|s| s.path.starts_with(&folder) && s.ends("rs")) {
            if !source.is_test() {
                found.extend(upward(source, &floors));
            }
        }
    }
    found
}

fn upward(source: &Source, floors: &Floors) -> Vec<Finding> {
    let Some(place) = paths::place(&source.path) else { return Vec::new() };
    let Some(own) = place.first().and_then(|slice| floors.floor(slice)) else { return Vec::new() };
    let here = place.first().map_or("", String::as_str);
    paths::named(&blank::production(&source.text), &place)
        .into_iter()
        .filter_map(|named| {
            let word = named.words.first()?;
            let says = format!(
                "`{here}` names `{word}`, which lib.rs declares later: look down, never up"
            );
            floors.floor(word).filter(|floor| *floor > own)?;
            Some(Finding::at(source, named.line, says))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str =
        "//! L\npub mod low;\nmod high;\npub use high::Roof;\n#[cfg(test)]\nmod tests;\n";

    fn check(path: &str, text: &str) -> Vec<Finding> {
        order(&[Source::new("crates/a/src/lib.rs", LIB), Source::new(path, text)])
    }

    #[test]
    fn the_order_is_read_from_lib() {
        assert_eq!(declared(LIB), ["low", "high", "tests"]);
    }

    #[test]
    fn looking_up_is_found_by_path_super_and_lifted_name() {
        for text in ["use crate::high::X;", "use crate::{low::Y, high::X};", "use crate::Roof;"] {
            assert_eq!(check("crates/a/src/low/deep.rs", text).len(), 1, "{text}");
        }
        assert_eq!(check("crates/a/src/low.rs", "\nuse super::high::X;")[0].line, 2);
        assert_eq!(check("crates/a/src/low/deep.rs", "use super::super::high::X;").len(), 1);
    }

    #[test]
    fn looking_down_or_at_oneself_is_fine() {
        assert!(check("crates/a/src/high/mod.rs", "use crate::low::X; use self::b::C;").is_empty());
        assert!(check("crates/a/src/low/mod.rs", "use crate::low::deep::X;").is_empty());
    }

    #[test]
    fn tests_and_comments_may_name_anything() {
        let inline = "//! See crate::high.\n#[cfg(test)]\nmod tests { use crate::high::X; }";
        assert!(check("crates/a/src/low.rs", inline).is_empty());
        assert!(check("crates/a/src/low/tests.rs", "use crate::high::X;").is_empty());
    }
}
