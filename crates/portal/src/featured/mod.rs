//! Featured procedures: for each side of the home page an ordered list that an administrator keeps.

mod records;

pub use records::{codes, list, set};
