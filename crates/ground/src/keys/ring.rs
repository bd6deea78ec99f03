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
pub struct KeyRing {
    current: u32,
    keys: Arc<BTreeMap<u32, [u8; 32]>>,
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
        Self { current: 1, keys: Arc::new(BTreeMap::from([(1, chance.bytes())])) }
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
        let key = STANDARD.encode(ring.keys[&1]);
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
        let file: KeyFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut keys = BTreeMap::new();
        for (version, key) in &file.keys {
            let number = version.parse().map_err(|_| format!("\"{version}\" is no key version"))?;
            let bytes = STANDARD.decode(key).ok().and_then(|bytes| bytes.try_into().ok());
            keys.insert(number, bytes.ok_or(format!("key {version} is not base64 of 32 bytes"))?);
        }
        if !keys.contains_key(&file.current) {
            return Err(format!("current = {} names no key in [keys]", file.current));
        }
        Ok(Self { current: file.current, keys: Arc::new(keys) })
    }

    /// The version that new secrets are made under.
    pub fn current(&self) -> u32 {
        self.current
    }

    /// Every version, the current one first.
    pub fn versions(&self) -> impl Iterator<Item = u32> + '_ {
        let others = self.keys.keys().copied().filter(|version| *version != self.current);
        std::iter::once(self.current).chain(others)
    }

    /// The key of one purpose under one version, if the ring holds that version.
    pub fn derive(&self, version: u32, purpose: &str) -> Option<[u8; 32]> {
        let master = hmac::Key::new(hmac::HMAC_SHA256, self.keys.get(&version)?);
        let mut derived = [0; 32];
        derived.copy_from_slice(hmac::sign(&master, purpose.as_bytes()).as_ref());
        Some(derived)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyRing(current {}, {} keys)", self.current, self.keys.len())
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
        let chance = Chance::new(|buffer| buffer.fill(7));
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
    }
}
