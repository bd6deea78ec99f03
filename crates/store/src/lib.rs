//! The database: SQLite or PostgreSQL by URL, one set of entities, migrations and queries for both.
//!
//! The only crate that names an engine. Other crates name the ORM in their `records.rs` and
//! `migrations/`, and get connections and transactions from here.

pub mod settings;
pub mod fault;
pub mod id;
mod sqlite;
mod calls;
mod flush;
mod line;
pub mod connection;
pub mod open;
pub mod later;
pub mod transaction;
pub mod migrations;
mod history;
pub mod migrate;
pub mod journal;
pub mod job;
#[cfg(feature = "testing")]
pub mod testing;

pub use connection::Connection;
pub use fault::Db;
pub use later::Tx;
pub use open::{Engine, OpenError, Store};
pub use settings::Settings;
