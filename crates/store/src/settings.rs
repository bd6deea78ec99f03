//! The settings of one database.

use ground::{Secret, Span};
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
    /// How long a statement may wait for a row or table that another transaction holds, before it
    /// fails (PostgreSQL); a migration waits as long as it must.
    pub lock_timeout: Span,
    /// How long a statement may run before PostgreSQL ends it; a migration runs as long as it must.
    pub statement_timeout: Span,
}

/// How carefully SQLite writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// Whoever committed goes on when the log lies on the disk, as with `PRAGMA synchronous=FULL`.
    Full,
    /// The log is synced before it is copied into the file (`PRAGMA synchronous=NORMAL`).
    Normal,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: Secret::new("sqlite:motcua.db"),
            schema: String::new(),
            connections: 8,
            durability: Durability::Full,
            lock_timeout: Span::from_seconds(5),
            statement_timeout: Span::from_seconds(30),
        }
    }
}

impl Settings {
    /// The URL without the name and password in it, for messages.
    pub fn place(&self) -> String {
        let url = self.url.reveal();
        let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
        let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
        format!("{scheme}://{place}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_no_password() {
        let at = |url: &str| Settings { url: Secret::new(url), ..Settings::default() }.place();
        assert_eq!(at("postgres://a:ge@heim@db.example:5432/x"), "postgres://db.example:5432/x");
        assert_eq!(at("sqlite:var/account.db"), "sqlite:var/account.db");
    }
}
