//! What a database error means: a mistake of ours, a database that is away, or a race to run again.

use ground::Fault;
use sea_orm::{DbErr, RuntimeErr, sqlx};
use std::borrow::Cow;
use std::fmt;

/// Names what was being done when the database failed.
pub trait Db<T> {
    /// Turns a database error into a [`Fault`]: unavailable where the database is gone or full.
    ///
    /// # Errors
    /// The fault.
    fn db(self, doing: &'static str) -> Result<T, Fault>;
}

impl<T> Db<T> for Result<T, DbErr> {
    fn db(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|error| match is_away(&error) {
            true => Fault::unavailable(doing, error),
            false => Fault::new(doing, error),
        })
    }
}

fn is_away(error: &DbErr) -> bool {
    // Whatever the reason, a database that lets nobody in is away (PostgreSQL gives a reason of
    // its own while it is moved or restored, such as 55000).
    if matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) {
        return true;
    }
    match sqlx_error(error) {
        Some(sqlx::Error::Database(raised)) => {
            // PostgreSQL: 08 connection, 53 resources (disk full), 57P0x shutting down.
            // SQLite: 10 I/O error, 13 full, 14 cannot open, 8 read-only.
            let code = raised.code().unwrap_or_default();
            ["08", "53", "57P0"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                || sqlite_primary(&code).is_some_and(|code| [8, 10, 13, 14].contains(&code))
        }
        Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
        Some(sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed) => true,
        _ => false,
    }
}

/// Whether running the same transaction again may succeed: a lost race, not a fault.
/// PostgreSQL 40001 and 40P01. SQLite has one writer, and no races.
pub(crate) fn is_lost_race(fault: &Fault) -> bool {
    let Some(sqlx::Error::Database(raised)) = fault.cause::<DbErr>().and_then(sqlx_error) else {
        return false;
    };
    let code = raised.code().unwrap_or_default();
    code == "40001" || code == "40P01"
}

/// Whether another program has the SQLite file.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    let Some(sqlx::Error::Database(raised)) = sqlx_error(error) else { return false };
    raised.code().is_some_and(|code| sqlite_primary(&code) == Some(5))
}

/// What SQLite said where a statement failed.
pub(crate) fn of_statement(error: rusqlite::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(said(error).into()))
}

/// What SQLite said where a file could not be opened.
pub(crate) fn of_opening(error: rusqlite::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(said(error).into()))
}

/// What the disk said.
pub(crate) fn of_disk(error: std::io::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(sqlx::Error::Io(error).into()))
}

/// SQLite's error in the form in which PostgreSQL's driver tells its own.
fn said(error: rusqlite::Error) -> sqlx::Error {
    match error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            let message = message.unwrap_or_else(|| failure.to_string());
            sqlx::Error::Database(Box::new(Said { code: failure.extended_code, message }))
        }
        other => sqlx::Error::Protocol(other.to_string()),
    }
}

/// What SQLite said: its extended result code, and words without values.
#[derive(Debug)]
struct Said {
    code: i32,
    message: String,
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (SQLite {})", self.message, self.code)
    }
}

impl std::error::Error for Said {}

impl sqlx::error::DatabaseError for Said {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> sqlx::error::ErrorKind {
        sqlx::error::ErrorKind::Other
    }
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// SQLite's primary result code from an extended one; PostgreSQL's codes have five characters.
fn sqlite_primary(code: &str) -> Option<u32> {
    (code.len() < 5).then(|| code.parse::<u32>().ok()).flatten().map(|code| code & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::fault::FaultKind;

    #[test]
    fn a_database_that_lets_nobody_in_is_away_whatever_its_reason() {
        let refused = RuntimeErr::Internal("not currently accepting connections".to_owned());
        let fault = Err::<(), _>(DbErr::Conn(refused)).db("asking").unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Unavailable);
        let broken = RuntimeErr::Internal("no such column".to_owned());
        let fault = Err::<(), _>(DbErr::Query(broken)).db("asking").unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Broken);
    }
}
