//! What serves once: the names (`jti`) of assertions and proofs that clients sign.

mod records;

pub(super) use records::{spend, sweep};
