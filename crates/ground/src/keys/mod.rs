//! Versioned keys and what is made with them: sealed fields, blind indexes, signatures.
//!
//! One key file holds versioned master keys. Every use derives a key of its own from a master key
//! by HMAC-SHA-256 over the purpose, so that no two uses ever share one.

pub mod ring;
pub mod field;
mod hmac_keys;
pub mod index;
pub mod signature;

pub use field::{FieldCipher, Place};
pub use index::BlindIndex;
pub use ring::{KeyFileError, KeyRing};
pub use signature::Signer;
