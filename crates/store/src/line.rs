//! `Line`: one connection to a SQLite file that is held open. It begins, commits and rolls back in
//! words of its own, which travel with the statements they belong to.
//!
//! Every trip to a connection's thread costs two changes of threads, more than most statements do.
//! A loan from a pool costs two trips beside its statement, a transaction two more; a file does not
//! go away, so nobody need ask whether it is still there. This is the one place where the engines
//! differ in how statements travel. See docs/decisions/0013-sqlite-held-open.md.

use crate::fault;
use futures_util::TryStreamExt;
use sea_orm::error::ConnAcquireErr;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteQueryResult, SqliteRow};
use sea_orm::sqlx::{
    self, AssertSqlSafe, ConnectOptions, Connection, Either, Executor, SqliteConnection,
};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long a statement waits for its turn.
pub(crate) const TURN_WITHIN: Duration = Duration::from_secs(10);

/// A connection that is opened at its first use and kept.
#[derive(Clone)]
pub(crate) struct Line {
    options: SqliteConnectOptions,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    connection: Option<SqliteConnection>,
    transaction: Transaction,
    /// Closed for good: it is not opened again.
    is_closed: bool,
}

/// Whether the connection is in a transaction.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Transaction {
    #[default]
    None,
    /// Begun and not ended, as far as we know.
    Open,
    /// A statement of it failed: all that is left is to roll back. SQLite may have done so already,
    /// and then a further statement would stand alone (PostgreSQL refuses it by itself).
    Failed,
}

/// A line in the hands of one transaction, or one statement.
pub(crate) struct Turn(Option<OwnedMutexGuard<Held>>);

impl Line {
    pub(crate) fn new(options: SqliteConnectOptions) -> Self {
        Self { options, held: Arc::default() }
    }

    /// The line, where nobody has it.
    pub(crate) async fn if_free(&self) -> Option<Result<Turn, DbErr>> {
        let held = Arc::clone(&self.held).try_lock_owned().ok()?;
        Some(self.ready(held).await)
    }

    /// The line, when its turn comes.
    pub(crate) async fn turn(&self) -> Result<Turn, DbErr> {
        let held = tokio::time::timeout(TURN_WITHIN, Arc::clone(&self.held).lock_owned()).await;
        self.ready(held.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?).await
    }

    async fn ready(&self, mut held: OwnedMutexGuard<Held>) -> Result<Turn, DbErr> {
        held.roll_back().await;
        if held.is_closed {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        }
        if held.connection.is_none() {
            let opened = self.options.connect().await;
            held.connection = Some(opened.map_err(fault::of_connection)?);
        }
        Ok(Turn(Some(held)))
    }

    /// Closes the connection; the last one of a file folds the write-ahead log into it.
    pub(crate) async fn close(&self) {
        let mut held = self.held.lock().await;
        held.roll_back().await;
        held.is_closed = true;
        if let Some(connection) = held.connection.take() {
            let _ = connection.close().await;
        }
    }
}

impl Held {
    /// Undoes a transaction that was begun and not ended.
    async fn roll_back(&mut self) {
        if self.transaction == Transaction::None {
            return;
        }
        self.transaction = Transaction::None;
        let Some(connection) = &mut self.connection else { return };
        match connection.execute("ROLLBACK").await {
            Ok(_) => {}
            // It has ended by itself, or its COMMIT was not waited for.
            Err(sqlx::Error::Database(raised)) if raised.message().contains("no transaction") => {}
            Err(error) => {
                tracing::warn!(%error, "a transaction cannot be rolled back; its connection goes");
                self.connection = None;
            }
        }
    }
}

/// What a text of statements brought.
struct Ran {
    rows: Vec<SqliteRow>,
    /// What its last statement did.
    last: SqliteQueryResult,
}

impl Turn {
    /// Runs one statement by itself and answers with what it did.
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        Ok(self.run(statement).await?.last.into())
    }

    pub(crate) async fn query_one(
        &mut self,
        statement: Statement,
    ) -> Result<Option<QueryResult>, DbErr> {
        let Statement { sql, values, .. } = statement;
        let values = SqlxValues(values.unwrap_or(Values(Vec::new())));
        let asked = sqlx::query_with(AssertSqlSafe(sql), values);
        let row = Executor::fetch_optional(self.connection()?, asked).await;
        Ok(self.checked(row)?.map(Into::into))
    }

    pub(crate) async fn query_all(
        &mut self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, DbErr> {
        Ok(self.run(statement).await?.rows.into_iter().map(Into::into).collect())
    }

    pub(crate) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let done = self.connection()?.execute(AssertSqlSafe(sql)).await;
        self.checked(done).map(Into::into)
    }

    /// What is to be said before the next statement of a transaction: its beginning, where that
    /// has not been said yet.
    ///
    /// # Errors
    /// A statement of it has failed.
    pub(crate) fn opening(&mut self) -> Result<Option<Statement>, DbErr> {
        let Some(held) = &mut self.0 else { return Err(lost()) };
        match held.transaction {
            Transaction::Failed => {
                Err(DbErr::Custom("this transaction failed before and can only end".into()))
            }
            Transaction::Open => Ok(None),
            Transaction::None => {
                // Before the words travel: whoever asked may go away while they do.
                held.transaction = Transaction::Open;
                Ok(Some(plain("BEGIN IMMEDIATE")))
            }
        }
    }

    /// Writes what waits and ends the transaction. Where nothing was asked or written there is none.
    pub(crate) async fn commit(&mut self, waiting: Vec<Statement>) -> Result<(), DbErr> {
        let is_begun = self.0.as_ref().is_some_and(|held| held.transaction != Transaction::None);
        if !is_begun && waiting.is_empty() {
            return Ok(());
        }
        let opening = self.opening()?;
        if let Some(all) = joined(opening.into_iter().chain(waiting).chain([plain("COMMIT")])) {
            self.run(all).await?;
        }
        if let Some(held) = &mut self.0 {
            held.transaction = Transaction::None;
        }
        Ok(())
    }

    /// Undoes the transaction, if it was begun.
    pub(crate) async fn roll_back(mut self) {
        if let Some(held) = &mut self.0 {
            held.roll_back().await;
        }
    }

    async fn run(&mut self, statement: Statement) -> Result<Ran, DbErr> {
        let Statement { sql, values, .. } = statement;
        let values = SqlxValues(values.unwrap_or(Values(Vec::new())));
        let asked = sqlx::query_with(AssertSqlSafe(sql), values);
        let mut ran = Ran { rows: Vec::new(), last: SqliteQueryResult::default() };
        let outcome = {
            let mut coming = Executor::fetch_many(self.connection()?, asked);
            loop {
                match coming.try_next().await {
                    Ok(Some(Either::Right(row))) => ran.rows.push(row),
                    Ok(Some(Either::Left(done))) => ran.last = done,
                    Ok(None) => break Ok(ran),
                    Err(error) => break Err(error),
                }
            }
        };
        self.checked(outcome)
    }

    fn connection(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        self.0.as_mut().and_then(|held| held.connection.as_mut()).ok_or_else(lost)
    }

    fn checked<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        let error = match outcome {
            Ok(outcome) => return Ok(outcome),
            Err(error) => error,
        };
        let Some(held) = &mut self.0 else { return Err(lost()) };
        if held.transaction != Transaction::None {
            held.transaction = Transaction::Failed;
        }
        // A connection whose thread has died is replaced at the next turn.
        if matches!(error, sqlx::Error::WorkerCrashed) {
            held.connection = None;
        }
        // Another program has the file for longer than we wait. It lost no race: it never began.
        if fault::is_busy(&error) {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        }
        Err(fault::of_statement(error))
    }
}

impl Drop for Turn {
    /// Whoever began a transaction and went away leaves it to be undone at once: others, in other
    /// programs too, wait for the file.
    fn drop(&mut self) {
        let Some(mut held) = self.0.take() else { return };
        if held.transaction != Transaction::None
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(async move { held.roll_back().await });
        }
    }
}

fn lost() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the connection was lost".into()))
}

fn plain(sql: &str) -> Statement {
    Statement::from_string(sea_orm::DbBackend::Sqlite, sql)
}

/// Several statements as one text, their values one after the other.
pub(crate) fn joined(statements: impl IntoIterator<Item = Statement>) -> Option<Statement> {
    statements.into_iter().reduce(|mut before, after| {
        before.sql.push_str("; ");
        before.sql.push_str(&after.sql);
        let values = [before.values, after.values].into_iter().flatten();
        before.values = Some(Values(values.flat_map(|values| values.0).collect()));
        before
    })
}

#[cfg(test)]
mod tests {
    use crate::{Db, in_transaction, testing};
    use ground::Fault;
    use ground::fault::FaultKind;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use std::time::Duration;

    async fn count(store: &crate::Store) -> i64 {
        let asked = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM t");
        let row = store.reader().query_one_raw(asked).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    async fn write(tx: &crate::Tx, number: i64) -> Result<u64, Fault> {
        let sql = "INSERT INTO t VALUES (?)";
        let one = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [number.into()]);
        tx.execute_raw(one).await.map(|done| done.rows_affected()).db("writing")
    }

    async fn store() -> crate::Store {
        let store = testing::sqlite().await;
        store.writer().execute_unprepared("CREATE TABLE t (n INTEGER UNIQUE)").await.unwrap();
        store
    }

    /// The same file as another program opens it.
    async fn another_program(store: &crate::Store) -> crate::Store {
        let crate::Engine::Sqlite(path) = &store.engine else { panic!("no file") };
        let url = ground::Secret::new(format!("sqlite:{}", path.display()));
        let settings = crate::Settings { url, ..crate::Settings::default() };
        crate::Store::open(&settings).await.unwrap()
    }

    #[tokio::test]
    async fn whoever_goes_away_leaves_nothing_open() {
        let store = store().await;
        let begun = store.begin().await.unwrap();
        assert_eq!(write(&begun, 1).await.unwrap(), 1);
        drop(begun);
        // The commit of a second one is not waited for.
        let begun = store.begin().await.unwrap();
        write(&begun, 2).await.unwrap();
        let _ = tokio::time::timeout(Duration::ZERO, begun.commit()).await;
        in_transaction!(store, |tx| write(tx, 3).await).unwrap();
        let count = count(&store).await;
        assert!((1..=2).contains(&count), "{count}");
        // Nobody outside waits for the file either.
        let begun = store.begin().await.unwrap();
        write(&begun, 4).await.unwrap();
        drop(begun);
        let other = another_program(&store).await;
        in_transaction!(other, |tx| write(tx, 5).await).unwrap();
    }

    #[tokio::test]
    async fn a_transaction_that_failed_can_only_end() {
        let store = store().await;
        let begun = store.begin().await.unwrap();
        write(&begun, 1).await.unwrap();
        assert!(write(&begun, 1).await.is_err(), "unique");
        assert!(write(&begun, 2).await.is_err(), "as on PostgreSQL");
        assert!(begun.commit().await.is_err());
        assert_eq!(count(&store).await, 0);
    }

    #[tokio::test]
    async fn a_file_that_others_hold_is_away_and_no_lost_race() {
        let store = store().await;
        let other = another_program(&store).await;
        let begun = other.begin().await.unwrap();
        write(&begun, 1).await.unwrap();
        // Instead of ten seconds.
        store.writer().execute_unprepared("PRAGMA busy_timeout = 50").await.unwrap();
        let mut runs = 0;
        let alone: Result<(), Fault> = crate::in_one_statement!(store, |db| {
            runs += 1;
            let written = db.execute_unprepared("INSERT INTO t VALUES (2)").await;
            written.map(drop).db("writing")
        });
        assert_eq!((alone.unwrap_err().kind(), runs), (FaultKind::Unavailable, 1));
        let together = in_transaction!(store, |tx| write(tx, 3).await);
        assert_eq!(together.unwrap_err().kind(), FaultKind::Unavailable);
    }

    #[tokio::test]
    async fn each_outcome_is_that_of_its_own_statement() {
        let store = store().await;
        let outcome = in_transaction!(store, |tx| {
            write(tx, 1).await?;
            write(tx, 2).await?;
            let none = "UPDATE t SET n = 9 WHERE n = 7";
            tx.execute_unprepared(none).await.map(|done| done.rows_affected()).db("changing")
        });
        assert_eq!(outcome.unwrap(), 0);
    }
}
