//! The key ring and its file.

use crate::Chance;
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The versioned master keys of a deployment. New secrets use the current version; older
/// versions stay readable until nothing is sealed under them.
#[derive(Clone)]
pub struct KeyRing(Arc<Keys>);

/// There is always a current key: no use of a ring has to say what it does without one.
struct Keys {
    current: u32,
    key: [u8; 32],
    others: BTreeMap<u32, [u8; 32]>,
}

/// What is wrong with a key file, in words for the person who runs the program.
#[derive(Debug)]
pub enum KeyFileError {
    /// The file cannot be read or written.
    Io(PathBuf, std::io::Error),
    /// The file can be read but does not hold keys.
    Content(PathBuf, String),
}

impl fmt::Display for KeyFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(out, "the key file {}: {error}", path.display()),
            Self::Content(path, why) => write!(out, "the key file {}: {why}", path.display()),
        }
    }
}

impl std::error::Error for KeyFileError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    current: u32,
    keys: BTreeMap<String, String>,
}

impl KeyRing {
    /// A ring of one new key, for tests and first starts.
    pub fn generate(chance: &Chance) -> Self {
        Self(Arc::new(Keys { current: 1, key: chance.bytes(), others: BTreeMap::new() }))
    }

    /// Reads a key file: `current = N` and a table `[keys]` of base64 keys of 32 bytes.
    ///
    /// # Errors
    /// A file that is missing, unreadable, or holds something else.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| KeyFileError::Io(path.to_owned(), error))?;
        Self::parse(&text).map_err(|why| KeyFileError::Content(path.to_owned(), why))
    }

    /// Makes a key file that only its owner may read, and the ring in it.
    ///
    /// # Errors
    /// A file that is there already, or a place that cannot be written.
    pub fn create(path: &Path, chance: &Chance) -> Result<Self, KeyFileError> {
        let ring = Self::generate(chance);
        let key = STANDARD.encode(ring.0.key);
        let text = format!(
            "# Một Cửa: keys that seal personal data. Without this file the data cannot be read.\n\
             # Keep it secret and back it up apart from the database.\n\
             current = 1\n\n[keys]\n1 = \"{key}\"\n"
        );
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|error| KeyFileError::Io(path.to_owned(), error))?;
        Ok(ring)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: KeyFile = toml::from_str(text).map_err(|error| said(text, &error))?;
        let mut keys: BTreeMap<u32, [u8; 32]> = BTreeMap::new();
        for (version, key) in &file.keys {
            let number = version.parse().map_err(|_| format!("\"{version}\" is no key version"))?;
            let bytes = STANDARD.decode(key).ok().and_then(|bytes| bytes.try_into().ok());
            let bytes = bytes.ok_or(format!("key {version} is not base64 of 32 bytes"))?;
            if keys.insert(number, bytes).is_some() {
                return Err(format!("key {number} stands twice"));
            }
        }
        let current = file.current;
        let key = keys.remove(&current);
        let key = key.ok_or(format!("current = {current} names no key in [keys]"))?;
        Ok(Self(Arc::new(Keys { current, key, others: keys })))
    }

    /// The version that new secrets are made under.
    pub fn current(&self) -> u32 {
        self.0.current
    }

    /// Whether a key is the same byte 32 times, as a placeholder is: anybody could guess it.
    pub fn is_guessable(&self) -> bool {
        let mut keys = std::iter::once(&self.0.key).chain(self.0.others.values());
        keys.any(|key| key.iter().all(|byte| *byte == key[0]))
    }

    /// Every version, the current one first.
    pub fn versions(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.0.current).chain(self.0.others.keys().copied())
    }

    /// The key of one purpose under one version, if the ring holds that version.
    pub fn derive(&self, version: u32, purpose: &str) -> Option<[u8; 32]> {
        if version == self.0.current {
            return Some(self.derive_current(purpose));
        }
        Some(derived(self.0.others.get(&version)?, purpose))
    }

    /// The key of one purpose under the current version.
    pub fn derive_current(&self, purpose: &str) -> [u8; 32] {
        derived(&self.0.key, purpose)
    }

    /// The keys of one purpose under every other version.
    pub fn derive_others(&self, purpose: &str) -> impl Iterator<Item = [u8; 32]> {
        self.0.others.values().map(move |key| derived(key, purpose))
    }
}

fn derived(key: &[u8; 32], purpose: &str) -> [u8; 32] {
    let master = hmac::Key::new(hmac::HMAC_SHA256, key);
    let mut derived = [0; 32];
    derived.copy_from_slice(hmac::sign(&master, purpose.as_bytes()).as_ref());
    derived
}

/// What the reader of TOML says and where, without the line itself, which may hold a key.
fn said(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    // It repeats names between backticks; a key could stand where a name should.
    let what = error.message().split('`').next().unwrap_or_default().trim();
    format!("line {line}: {what}")
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyRing(current {}, {} keys)", self.0.current, self.0.others.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once_and_read_back() {
        let folder = std::env::temp_dir().join(format!("motcua-keys-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("keys.toml");
        let _ = std::fs::remove_file(&path);
        let chance = Chance::new(|buffer| {
            (0_u8..).zip(buffer).for_each(|(nth, byte)| *byte = nth);
        });
        let made = KeyRing::create(&path, &chance).unwrap();
        let read = KeyRing::load(&path).unwrap();
        assert_eq!(made.derive(1, "field"), read.derive(1, "field"));
        assert_ne!(read.derive(1, "field"), read.derive(1, "index"));
        assert!(KeyRing::create(&path, &chance).is_err(), "never overwritten");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let wrong = KeyRing::parse("current = 2\n[keys]\n1 = \"AAAA\"").unwrap_err();
        assert_eq!(wrong, "key 1 is not base64 of 32 bytes");
        let good = STANDARD.encode(*b"0123456789abcdef0123456789abcdef");
        for (text, names) in [
            (format!("current = 2\n[keys]\n1 = \"{good}\""), "current = 2 names no key"),
            (format!("current = 1\n[keys]\n1 = \"{good}\"\n01 = \"{good}\""), "key 1 stands twice"),
            (format!("[keys]\n1 = \"{good}\""), "missing field"),
            ("current = 1\n[keys]\n".into(), "current = 1 names no key"),
            (String::new(), "missing field"),
        ] {
            let wrong = KeyRing::parse(&text).unwrap_err();
            assert!(wrong.contains(names), "{text}: {wrong}");
        }
    }

    #[test]
    fn knows_a_placeholder() {
        let ring = |byte: fn(u8) -> u8| {
            KeyRing::generate(&Chance::new(move |buffer| {
                (0_u8..).zip(buffer).for_each(|(nth, to)| *to = byte(nth));
            }))
        };
        assert!(ring(|_| 0).is_guessable());
        assert!(!ring(|nth| nth).is_guessable());
    }

    #[test]
    fn never_repeats_a_key() {
        for line in
            ["1 = \"geheim", "1 = geheim", "geheim", "geheim = geheim", "1 = \"geheim\" geheim"]
        {
            let wrong = KeyRing::parse(&format!("current = 1\n[keys]\n{line}\n")).unwrap_err();
            assert!(!wrong.contains("geheim"), "{line}: {wrong}");
        }
    }
}
