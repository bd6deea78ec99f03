//! The text of the repository, read once, as the checks see it.
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no source of ours: built, downloaded or thrown away.
const NOT_OURS: [&str; 7] =
    [".git", "target", "node_modules", "var", "shots", "results", "snapshots"];

/// One text file of the repository.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the repository's root, with `/` on every system.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source from its parts; tests build small repositories with it.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Whether the file's name ends with `.ending`.
    #[must_use]
    pub fn ends(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, last)| last == ending)
    }

    /// The folder the file lies in, without a closing slash; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name without folder and last ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, name)| name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The crate under `crates/` that the file belongs to.
    #[must_use]
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether the file is test code by its place: `tests.rs`, `tests/`, or the `testing`
    /// that a crate offers to the tests of others.
    #[must_use]
    pub fn is_test(&self) -> bool {
        ["tests", "testing"].iter().any(|word| {
            self.path.contains(&format!("/{word}/")) || self.path.ends_with(&format!("/{word}.rs"))
        })
    }
}

/// The repository's root: the folder above this crate's manifest. Cargo says at run time
/// where that is; a tree may have been copied with what was built in it.
#[must_use]
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    match manifest.join("..").canonicalize() {
        Ok(root) if root.join("Cargo.toml").is_file() => root,
        _ => PathBuf::from("."),
    }
}

/// Reads every text file under `root` that is ours, sorted by path.
///
/// # Errors
/// Names the file or folder that cannot be read.
pub fn read_tree(root: &Path) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    collect(root, "", &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn collect(folder: &Path, inside: &str, sources: &mut Vec<Source>) -> Result<(), String> {
    let trouble = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
        let kind = entry.file_type().map_err(trouble)?;
        if kind.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(&entry.path(), &path, sources)?;
            }
        } else if kind.is_file() {
            read_text(&entry.path(), path, sources)?;
        }
    }
    Ok(())
}

/// Keeps a file that is text; pictures, fonts and recordings have no lines to check.
fn read_text(file: &Path, path: String, sources: &mut Vec<Source>) -> Result<(), String> {
    match fs::read(file) {
        Ok(bytes) => {
            if let Ok(text) = String::from_utf8(bytes) {
                sources.push(Source { path, text });
            }
            Ok(())
        }
        // Somebody's editor may take a swap file away between listing and reading.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{}: {error}", file.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart() {
        let source = Source::new("crates/account/src/registration/start.rs", "");
        assert_eq!(source.folder(), "crates/account/src/registration");
        assert_eq!(source.stem(), "start");
        assert_eq!(source.crate_name(), Some("account"));
        assert!(source.ends("rs") && !source.ends("s"));
    }

    #[test]
    fn the_tree_knows_this_file_and_no_built_one() {
        let tree = read_tree(&root()).unwrap();
        assert!(tree.iter().any(|source| source.path == "xtask/src/source.rs"));
        assert!(!tree.iter().any(|source| source.path.starts_with("target/")));
    }
}
