//! Personal fields sealed at rest: AES-256-GCM-SIV, bound to the very place they are stored in.

use super::KeyRing;
use crate::{Chance, Fault};
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a sealed value belongs. A value moved to another row or column does not open.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    column: &'a str,
    row: &'a [u8],
}

impl<'a> Place<'a> {
    /// The column (`table.column`) and the id of the row.
    pub fn new(column: &'a str, row: &'a [u8]) -> Self {
        Self { column, row }
    }

    fn aad(self) -> Vec<u8> {
        [self.column.as_bytes(), b"\0", self.row].concat()
    }
}

/// Seals and opens fields: `v1.<key version>.<nonce>.<sealed>`, base64url.
#[derive(Clone)]
pub struct FieldCipher {
    current: u32,
    keys: Arc<BTreeMap<u32, LessSafeKey>>,
}

impl FieldCipher {
    /// A cipher over every version of the ring.
    ///
    /// # Errors
    /// Never with a well-formed ring.
    pub fn new(ring: &KeyRing) -> Result<Self, Fault> {
        let mut keys = BTreeMap::new();
        for version in ring.versions() {
            let bytes = ring.derive(version, "field").ok_or(Fault::impossible("a listed key"))?;
            let key = UnboundKey::new(&AES_256_GCM_SIV, &bytes)
                .map_err(|_| Fault::impossible("a field key of 32 bytes"))?;
            keys.insert(version, LessSafeKey::new(key));
        }
        Ok(Self { current: ring.current(), keys: Arc::new(keys) })
    }

    /// Seals a value for its place under the current key.
    ///
    /// # Errors
    /// A value too long for the cipher.
    pub fn seal(&self, place: Place<'_>, plain: &[u8], chance: &Chance) -> Result<String, Fault> {
        let key = self.keys.get(&self.current).ok_or(Fault::impossible("the current field key"))?;
        let nonce: [u8; 12] = chance.bytes();
        let mut sealed = plain.to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place.aad()),
            &mut sealed,
        )
        .map_err(|_| Fault::impossible("sealing a field"))?;
        let (nonce, sealed) = (URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed));
        Ok(format!("v1.{}.{nonce}.{sealed}", self.current))
    }

    /// Opens a value sealed for this place; nothing where it was not.
    pub fn open(&self, place: Place<'_>, envelope: &str) -> Option<Vec<u8>> {
        let mut parts = envelope.split('.');
        let (Some("v1"), Some(version), Some(nonce), Some(sealed), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let key = self.keys.get(&version.parse().ok()?)?;
        let nonce: [u8; 12] = URL_SAFE_NO_PAD.decode(nonce).ok()?.try_into().ok()?;
        let mut sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        let plain = key.open_in_place(nonce, Aad::from(place.aad()), &mut sealed).ok()?;
        Some(plain.to_vec())
    }

    /// Opens a text; a value that does not open is a fault, since it was read from its own row.
    ///
    /// # Errors
    /// A value sealed for another place, under a lost key, or changed.
    pub fn open_text(&self, place: Place<'_>, envelope: &str) -> Result<String, Fault> {
        let plain = self.open(place, envelope).ok_or(Fault::impossible("opening a field"))?;
        String::from_utf8(plain).map_err(|_| Fault::impossible("a sealed field of text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    fn cipher() -> (FieldCipher, Chance) {
        let draw = AtomicU8::new(1);
        let chance = Chance::new(move |buffer| buffer.fill(draw.fetch_add(1, Ordering::Relaxed)));
        (FieldCipher::new(&KeyRing::generate(&chance)).unwrap(), chance)
    }

    #[test]
    fn opens_in_its_own_place_only() {
        let (cipher, chance) = cipher();
        let here = Place::new("citizen.name", b"row-1");
        let sealed = cipher.seal(here, "Nguyễn Văn An".as_bytes(), &chance).unwrap();
        assert_eq!(cipher.open_text(here, &sealed).unwrap(), "Nguyễn Văn An");
        assert!(cipher.open(Place::new("citizen.name", b"row-2"), &sealed).is_none());
        assert!(cipher.open(Place::new("citizen.email", b"row-1"), &sealed).is_none());
    }

    #[test]
    fn a_changed_value_does_not_open() {
        let (cipher, chance) = cipher();
        let here = Place::new("a.b", b"1");
        let sealed = cipher.seal(here, b"051088001234", &chance).unwrap();
        for wrong in [&sealed[..sealed.len() - 2], "", "v1.1", "v1.9.AAAA.AAAA", "v2.1.a.b"] {
            assert!(cipher.open(here, wrong).is_none(), "{wrong}");
        }
    }
}
