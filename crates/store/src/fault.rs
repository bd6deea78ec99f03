//! What a database error means: a mistake of ours, a database that is away, or a race to run again.

use ground::Fault;
use sea_orm::{DbErr, RuntimeErr, sqlx};

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

/// Whether SQLite waited for another program's transaction in vain.
pub(crate) fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|raised| raised.code());
    code.is_some_and(|code| sqlite_primary(&code) == Some(5))
}

/// An error of the driver where a statement failed.
pub(crate) fn of_statement(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

/// An error of the driver where no connection was to be had.
pub(crate) fn of_connection(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
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
