//! The citizen-account service: who you are. Slices stand lowest floor first.

pub mod settings;
pub mod migrations;
mod by_address;
pub mod pressure;
pub mod easel;
pub mod client;
pub mod account;
pub mod added_client;
pub mod challenge;
pub mod message_budget;
pub mod citizen;
pub mod notice;
pub mod desk_reference;
pub mod email;
pub mod flow;
pub mod code_page;
pub mod shown_codes;
pub mod new_password;
pub mod session;
pub mod officer;
pub mod registration;
pub mod new_number;
pub mod handed_back;
pub mod login;
pub mod recovery;
pub mod admin;
pub mod paper_start;
pub mod oidc;
pub mod profile;
pub mod restored;
pub mod parties;
mod letters;
mod routes;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use account::{Account, Parts};
pub use migrations::Migrator;
pub use routes::{open, routes};
pub use settings::Settings;
