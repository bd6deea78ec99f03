//! The stored text of a hash: the PHC string of Argon2id, with the pepper's version as `keyid`.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use std::fmt;

/// Bytes of a hash.
pub(super) const HASH_BYTES: usize = 32;

/// More than any setting of ours: a row that asks for more was not written by us.
const MOST_MEMORY_KIB: u32 = 1 << 20;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 64;

/// `$argon2id$v=19$m=19456,t=2,p=1,keyid=MQ$salt$hash`. The key id is the pepper's version in
/// decimal; a hash without one has no pepper (it came from elsewhere).
#[derive(PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
    pub(super) pepper: Option<u32>,
    pub(super) salt: Vec<u8>,
    pub(super) hash: [u8; HASH_BYTES],
}

impl Stored {
    /// Reads the text back, if it is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut fields = text.strip_prefix("$argon2id$v=19$")?.split('$');
        let (params, salt, hash) = (fields.next()?, fields.next()?, fields.next()?);
        let (mut memory_kib, mut passes, mut lanes, mut pepper) = (None, None, None, None);
        for param in params.split(',') {
            let (name, value) = param.split_once('=')?;
            match name {
                "m" => memory_kib = Some(value.parse().ok()?),
                "t" => passes = Some(value.parse().ok()?),
                "p" => lanes = Some(value.parse().ok()?),
                "keyid" => pepper = Some(version(value)?),
                _ => return None,
            }
        }
        let stored = Self {
            memory_kib: memory_kib?,
            passes: passes?,
            lanes: lanes?,
            pepper,
            salt: STANDARD_NO_PAD.decode(salt).ok()?,
            hash: STANDARD_NO_PAD.decode(hash).ok()?.try_into().ok()?,
        };
        (fields.next().is_none() && stored.is_sane()).then_some(stored)
    }

    fn is_sane(&self) -> bool {
        self.memory_kib <= MOST_MEMORY_KIB
            && self.passes <= MOST_PASSES
            && self.lanes <= MOST_LANES
            && self.salt.len() <= 64
    }
}

fn version(keyid: &str) -> Option<u32> {
    String::from_utf8(STANDARD_NO_PAD.decode(keyid).ok()?).ok()?.parse().ok()
}

impl fmt::Display for Stored {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { memory_kib, passes, lanes, .. } = self;
        write!(out, "$argon2id$v=19$m={memory_kib},t={passes},p={lanes}")?;
        if let Some(version) = self.pepper {
            write!(out, ",keyid={}", STANDARD_NO_PAD.encode(version.to_string()))?;
        }
        let (salt, hash) = (STANDARD_NO_PAD.encode(&self.salt), STANDARD_NO_PAD.encode(self.hash));
        write!(out, "${salt}${hash}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "$argon2id$v=19$m=256,t=2,p=1,keyid=MTI$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    #[test]
    fn is_read_back() {
        let stored = Stored::parse(TEXT).unwrap();
        assert_eq!(stored.pepper, Some(12));
        assert_eq!(stored.to_string(), TEXT);
        let bare = TEXT.replace(",keyid=MTI", "");
        assert_eq!(Stored::parse(&bare).unwrap().to_string(), bare);
    }

    #[test]
    fn anything_else_is_nothing() {
        for (from, to) in [
            ("argon2id", "argon2i"),
            ("v=19", "v=16"),
            ("m=256", "m=4194304"),
            ("m=256,", ""),
            ("p=1", "p=1,x=2"),
            ("MTI", "!"),
            ("/4", ""),
            ("/4", "/4$"),
        ] {
            assert!(Stored::parse(&TEXT.replace(from, to)).is_none(), "{from} as {to}");
        }
        assert!(Stored::parse("").is_none());
    }
}
