//! The provincial portal: what you ask for. Slices stand lowest floor first.

pub mod settings;
pub mod migrations;
pub mod generation;
pub mod kept;
pub mod watched;
pub mod portal;
pub mod person;
pub mod session;
pub mod signin;
pub mod reading;
pub mod units;
pub mod catalogue;
pub mod featured;
pub mod announcement;
pub mod search;
pub mod home;
pub mod open_data;
pub mod demonstration;
pub mod administrator;
pub mod connections;
pub mod help;
mod routes;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use migrations::Migrator;
pub use portal::{Parts, Portal};
pub use routes::{end_all, open, routes, sweep};
pub use settings::Settings;
