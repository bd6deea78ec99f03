//! The units of the province: itself, its departments, its communes, and those that were before
//! them. Each is valid from one day to another.

mod unit;
mod records;
mod import;
#[cfg(test)]
mod tests;

pub use import::import;
pub use records::codes;
pub use unit::{Kind, Unit};
