//! The catalogue of procedures in three layers: what is published nationally, what an agency here
//! made of it, and the cases within it. Versions by the day they take effect; none is ever changed.

pub mod words;
pub mod procedure;
mod listed;
pub mod configuration;
mod in_force;
mod records;
pub mod import;

pub use listed::Listed;
pub use records::{generation, published};
