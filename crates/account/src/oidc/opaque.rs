//! Opaque values: codes and tokens of 256 bits, of which tables hold digests only.

use aws_lc_rs::digest;
use ground::Chance;
use ground::jose::{base64url, from_base64url};

/// A new value, as it is handed out once.
pub(super) fn draw(chance: &Chance) -> String {
    base64url(chance.bytes::<32>())
}

/// What a table holds of a value.
pub(super) fn digest(value: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, value.as_bytes()).as_ref().to_vec()
}

/// What a table holds of a value that came back; nothing where we hand out no such values.
pub(super) fn known(value: &str) -> Option<Vec<u8>> {
    (value.len() == 43 && from_base64url(value).is_some()).then(|| digest(value))
}
