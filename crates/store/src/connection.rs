//! `Connection`: how a statement outside a transaction gets to the database.

use crate::line::{Line, Turn};
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The pool of PostgreSQL, or lines to a SQLite file.
#[derive(Clone)]
pub struct Connection(Kind);

#[derive(Clone)]
enum Kind {
    Pool(DatabaseConnection),
    Lines(Arc<[Line]>, Arc<AtomicUsize>),
}

/// What carries the next statement.
enum Way<'a> {
    Pool(&'a DatabaseConnection),
    Line(Turn),
}

impl Connection {
    pub(crate) fn of_pool(pool: DatabaseConnection) -> Self {
        Self(Kind::Pool(pool))
    }

    pub(crate) fn of_lines(lines: impl IntoIterator<Item = Line>) -> Self {
        Self(Kind::Lines(lines.into_iter().collect(), Arc::default()))
    }

    /// The pool, where there is one.
    pub(crate) fn pool(&self) -> Option<&DatabaseConnection> {
        match &self.0 {
            Kind::Pool(pool) => Some(pool),
            Kind::Lines(..) => None,
        }
    }

    /// The first line, where there are lines.
    pub(crate) fn first_line(&self) -> Option<&Line> {
        match &self.0 {
            Kind::Pool(_) => None,
            Kind::Lines(lines, _) => lines.first(),
        }
    }

    pub(crate) async fn close(&self) {
        match &self.0 {
            Kind::Pool(pool) => {
                let _ = pool.close_by_ref().await;
            }
            Kind::Lines(lines, _) => {
                for line in lines.iter() {
                    line.close().await;
                }
            }
        }
    }

    /// The first line that is free (it is the warmest); where none is, each waits at another one.
    async fn way(&self) -> Result<Way<'_>, DbErr> {
        let (lines, next) = match &self.0 {
            Kind::Pool(pool) => return Ok(Way::Pool(pool)),
            Kind::Lines(lines, next) => (lines, next),
        };
        for line in lines.iter() {
            if let Some(turn) = line.if_free().await {
                return turn.map(Way::Line);
            }
        }
        let at = next.fetch_add(1, Ordering::Relaxed) % lines.len().max(1);
        match lines.get(at) {
            Some(line) => line.turn().await.map(Way::Line),
            None => Err(DbErr::Custom("no connection".into())),
        }
    }
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Kind::Pool(pool) => pool.get_database_backend(),
            Kind::Lines(..) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self.way().await? {
            Way::Line(mut turn) => turn.execute(statement).await,
            Way::Pool(pool) => pool.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self.way().await? {
            Way::Line(mut turn) => turn.execute_unprepared(sql).await,
            Way::Pool(pool) => pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Line(mut turn) => turn.query_one(statement).await,
            Way::Pool(pool) => pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Line(mut turn) => turn.query_all(statement).await,
            Way::Pool(pool) => pool.query_all_raw(statement).await,
        }
    }
}
