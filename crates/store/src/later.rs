//! `Tx`, an open write transaction. Writes whose outcome nobody asks for wait in it and go to the
//! database together: on SQLite each trip to its thread costs more than most statements do.

use crate::Db;
use crate::line::{Turn, joined};
use async_trait::async_trait;
use ground::Fault;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait,
    Statement,
};
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::MutexGuard;

/// An open write transaction.
pub struct Tx {
    open: Open,
    later: Mutex<Vec<Statement>>,
    has_job: AtomicBool,
}

enum Open {
    /// On PostgreSQL, which prepares one statement at a time.
    Pooled(DatabaseTransaction),
    /// On SQLite. It begins with its first statement, and what waits goes along with the next.
    Line(tokio::sync::Mutex<Turn>),
}

impl Tx {
    pub(crate) fn pooled(open: DatabaseTransaction) -> Self {
        Self::new(Open::Pooled(open))
    }

    pub(crate) fn on_line(turn: Turn) -> Self {
        Self::new(Open::Line(tokio::sync::Mutex::new(turn)))
    }

    fn new(open: Open) -> Self {
        Self { open, later: Mutex::default(), has_job: AtomicBool::new(false) }
    }

    /// Writes this before the next statement that asks for an outcome, and at the latest with the
    /// commit: whatever is asked in this transaction sees it. What goes wrong with it shows then.
    pub fn later(&self, write: &impl QueryTrait) {
        let statement = write.build(self.get_database_backend());
        self.later.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
    }

    /// Notes that there is something to do once this is committed.
    pub(crate) fn note_job(&self) {
        self.has_job.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_job(&self) -> bool {
        self.has_job.load(Ordering::Relaxed)
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
            Open::Line(turn) => {
                let mut turn = turn.into_inner();
                let committed = turn.commit(waiting).await;
                if committed.is_err() {
                    turn.roll_back().await;
                }
                committed.db("committing")
            }
        }
    }

    pub(crate) async fn roll_back(self) {
        match self.open {
            // Where this fails the connection is lost, and the transaction with it.
            Open::Pooled(open) => drop(open.rollback().await),
            Open::Line(turn) => turn.into_inner().roll_back().await,
        }
    }

    fn waiting(&self) -> Vec<Statement> {
        mem::take(&mut *self.later.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes ready to ask: what waits goes first. On SQLite that is one text with what is asked, and
    /// with the beginning where it is still to be said.
    async fn ready(&self, asked: Statement) -> Result<Asked<'_>, DbErr> {
        let waiting = self.waiting();
        match &self.open {
            Open::Pooled(open) => {
                for statement in waiting {
                    open.execute_raw(statement).await?;
                }
                Ok(Asked::Pooled(open, asked))
            }
            Open::Line(turn) => {
                let mut turn = turn.lock().await;
                let before = turn.opening()?.into_iter().chain(waiting);
                let all = joined(before.chain([asked]));
                Ok(Asked::Line(turn, all.ok_or_else(|| DbErr::Custom("nothing to ask".into()))?))
            }
        }
    }
}

/// A statement with what carries it.
enum Asked<'a> {
    Pooled(&'a DatabaseTransaction, Statement),
    Line(MutexGuard<'a, Turn>, Statement),
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.open {
            Open::Pooled(open) => open.get_database_backend(),
            Open::Line(_) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self.ready(statement).await? {
            Asked::Pooled(open, asked) => open.execute_raw(asked).await,
            Asked::Line(mut turn, asked) => turn.execute(asked).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute_raw(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.ready(statement).await? {
            Asked::Pooled(open, asked) => open.query_one_raw(asked).await,
            Asked::Line(mut turn, asked) => turn.query_one(asked).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.ready(statement).await? {
            Asked::Pooled(open, asked) => open.query_all_raw(asked).await,
            Asked::Line(mut turn, asked) => turn.query_all(asked).await,
        }
    }
}
