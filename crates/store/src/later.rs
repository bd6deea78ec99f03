//! `Tx`, an open write transaction. Writes whose outcome nobody asks for wait in it and go to the
//! database with the next question, or with the commit.

use crate::Db;
use crate::line::{Line, Safe, Turn};
use async_trait::async_trait;
use ground::Fault;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait,
    Statement,
};
use std::mem;
use std::sync::{Mutex, PoisonError};
use tokio::sync::MutexGuard;

/// An open write transaction.
pub struct Tx {
    open: Open,
    later: Mutex<Vec<Statement>>,
    jobs: Mutex<Vec<&'static str>>,
}

enum Open {
    /// On PostgreSQL, which prepares one statement at a time.
    Pooled(DatabaseTransaction),
    /// On SQLite. It begins with its first statement.
    Line(Line, Safe, tokio::sync::Mutex<Turn>),
}

impl Tx {
    pub(crate) fn pooled(open: DatabaseTransaction) -> Self {
        Self::new(Open::Pooled(open))
    }

    pub(crate) fn on_line(line: Line, safe: Safe, turn: Turn) -> Self {
        Self::new(Open::Line(line, safe, tokio::sync::Mutex::new(turn)))
    }

    fn new(open: Open) -> Self {
        Self { open, later: Mutex::default(), jobs: Mutex::default() }
    }

    /// Writes this before the next statement that asks for an outcome, and at the latest with the
    /// commit: whatever is asked in this transaction sees it. What goes wrong with it shows then.
    pub fn later(&self, write: &impl QueryTrait) {
        self.later_built(write.build(self.get_database_backend()));
    }

    /// The same for a statement that is built already.
    pub fn later_built(&self, statement: Statement) {
        self.later.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
    }

    /// Notes that there is work of this kind once this is committed.
    pub(crate) fn note_job(&self, kind: &'static str) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).push(kind);
    }

    /// The kinds of work there is then.
    pub(crate) fn jobs(&self) -> Vec<&'static str> {
        mem::take(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) async fn commit(self) -> Result<(), Fault> {
        let waiting = self.waiting();
        match self.open {
            Open::Pooled(open) => {
                for statement in waiting {
                    if let Err(error) = open.execute_raw(statement).await {
                        let _ = open.rollback().await;
                        return Err(error).db("writing before a commit");
                    }
                }
                open.commit().await.db("committing")
            }
            Open::Line(line, safe, turn) => {
                let mut turn = turn.into_inner();
                if !waiting.is_empty() {
                    written(&mut turn, waiting).await.db("writing before a commit")?;
                }
                if turn.commit().db("committing")? {
                    turn.written();
                    line.safe(safe).await.db("committing")?;
                }
                Ok(())
            }
        }
    }

    pub(crate) async fn roll_back(self) {
        match self.open {
            // Where this fails the connection is lost, and the transaction with it.
            Open::Pooled(open) => drop(open.rollback().await),
            // A turn that ends undoes what it began.
            Open::Line(_, _, turn) => drop(turn.into_inner()),
        }
    }

    fn waiting(&self) -> Vec<Statement> {
        mem::take(&mut *self.later.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes ready to ask: what waits goes first, and on SQLite the beginning before it.
    async fn ready(&self) -> Result<Ready<'_>, DbErr> {
        let waiting = self.waiting();
        match &self.open {
            Open::Pooled(open) => {
                for statement in waiting {
                    open.execute_raw(statement).await?;
                }
                Ok(Ready::Pooled(open))
            }
            Open::Line(_, _, turn) => {
                let mut turn = turn.lock().await;
                written(&mut turn, waiting).await?;
                Ok(Ready::Line(turn))
            }
        }
    }
}

/// Begins, where that has not been done, and writes what waits.
async fn written(turn: &mut Turn, waiting: Vec<Statement>) -> Result<(), DbErr> {
    turn.open().await?;
    for statement in &waiting {
        turn.execute(statement).await?;
    }
    Ok(())
}

/// What carries the next statement.
enum Ready<'a> {
    Pooled(&'a DatabaseTransaction),
    Line(MutexGuard<'a, Turn>),
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.open {
            Open::Pooled(open) => open.get_database_backend(),
            Open::Line(..) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self.ready().await? {
            Ready::Pooled(open) => open.execute_raw(statement).await,
            Ready::Line(mut turn) => turn.execute(&statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.ready().await? {
            Ready::Pooled(open) => open.query_one_raw(statement).await,
            Ready::Line(mut turn) => turn.query_one(&statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.ready().await? {
            Ready::Pooled(open) => open.query_all_raw(statement).await,
            Ready::Line(mut turn) => turn.query_all(&statement).await,
        }
    }
}
