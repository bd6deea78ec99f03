//! What benches and tests of the whole program share: a site to run it on, and citizens who use it.

pub mod trouble;
pub mod wire;
pub mod process;
pub mod worker_key;
pub mod site;
pub mod person;
pub mod puzzle;
pub mod citizen;
pub mod sign_in;
pub mod worker;
pub mod storm;
pub mod crash;

pub use citizen::Citizen;
pub use person::Person;
pub use site::{Running, Site};
pub use trouble::Trouble;
