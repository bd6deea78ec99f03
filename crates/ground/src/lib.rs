//! The ground every other crate stands on: faults, moments, chance, settings' small types, keys
//! and signed tokens.
//!
//! It does no I/O but reading and writing a key file, knows no page, no table and no civic word.

pub mod fault;
pub mod span;
pub mod moment;
pub mod chance;
pub mod secret;
pub mod keys;
pub mod jose;

pub use chance::Chance;
pub use fault::Fault;
pub use moment::{Clock, Moment};
pub use secret::Secret;
pub use span::Span;
