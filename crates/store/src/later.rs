//! `Tx`, an open write transaction. Writes whose outcome nobody asks for wait in it and go to the
//! database together: on SQLite each trip to its thread costs more than most statements do.

use crate::Db;
use async_trait::async_trait;
use ground::Fault;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait,
    Statement, Values,
};
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// An open write transaction.
pub struct Tx {
    open: DatabaseTransaction,
    later: Mutex<Vec<Statement>>,
    has_job: AtomicBool,
}

impl Tx {
    pub(crate) fn new(open: DatabaseTransaction) -> Self {
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
        match self.catch_up().await.db("writing before a commit") {
            Ok(()) => self.open.commit().await.db("committing"),
            Err(fault) => {
                self.roll_back().await;
                Err(fault)
            }
        }
    }

    pub(crate) async fn roll_back(self) {
        // Where this fails the connection is lost, and the transaction with it.
        let _ = self.open.rollback().await;
    }

    async fn catch_up(&self) -> Result<(), DbErr> {
        let waiting = mem::take(&mut *self.later.lock().unwrap_or_else(PoisonError::into_inner));
        // PostgreSQL prepares one statement at a time.
        let at_once = match self.get_database_backend() {
            DbBackend::Sqlite => joined(waiting),
            _ => waiting,
        };
        for statement in at_once {
            self.open.execute_raw(statement).await?;
        }
        Ok(())
    }
}

/// Several statements as one text, their values one after the other.
fn joined(statements: Vec<Statement>) -> Vec<Statement> {
    let joined = statements.into_iter().reduce(|mut before, after| {
        before.sql.push_str("; ");
        before.sql.push_str(&after.sql);
        let values = [before.values, after.values].into_iter().flatten();
        before.values = Some(Values(values.flat_map(|values| values.0).collect()));
        before
    });
    joined.into_iter().collect()
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.open.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.catch_up().await?;
        self.open.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.catch_up().await?;
        self.open.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.catch_up().await?;
        self.open.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.catch_up().await?;
        self.open.query_all_raw(statement).await
    }
}
