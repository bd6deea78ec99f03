//! The workspace's own commands, in Rust instead of shell: `cargo xtask test` and
//! `cargo xtask tidy`. Lowest floor first, as in every crate of this house.
#![warn(missing_docs)]

pub mod screen;
pub mod source;
pub mod blank;
pub mod paths;
pub mod tidy;
pub mod tally;
pub mod run;
pub mod setup;
pub mod postgres;
pub mod test;
