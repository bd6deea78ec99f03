//! The settings of one database.

use ground::Secret;
use serde::Deserialize;

/// Which database, and how carefully it writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://user:password@host:port/database`.
    pub url: Secret,
    /// The PostgreSQL schema that holds the tables; made if it is missing. Empty: the server's own.
    pub schema: String,
    /// How many connections are held open at most (PostgreSQL), or readers (SQLite).
    pub connections: u32,
    /// `full` loses nothing that was acknowledged, even when the power fails; `normal` may lose
    /// the last moments then, never on a crash of the program (SQLite).
    pub durability: Durability,
}

/// How carefully SQLite writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// `PRAGMA synchronous=FULL`.
    Full,
    /// `PRAGMA synchronous=NORMAL`.
    Normal,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: Secret::new("sqlite:motcua.db"),
            schema: String::new(),
            connections: 8,
            durability: Durability::Full,
        }
    }
}
