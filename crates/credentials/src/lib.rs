//! Proofs of every kind: limits, challenges, one-time codes, passwords.

pub mod migrations;
pub mod limit;
pub mod challenge;
pub mod one_time_code;
pub mod password;
mod sweep;
#[cfg(test)]
mod testing;

pub use sweep::sweep;
