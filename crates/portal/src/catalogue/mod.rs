//! The catalogue of procedures in three layers: what is published nationally, what an agency here
//! made of it, and the cases within it. Versions by the day they take effect; none is ever changed.

pub mod words;
mod listed;
mod records;

pub use listed::Listed;
pub use records::{generation, published};
