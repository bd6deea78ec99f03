//! `Connection`: how a statement outside a transaction gets to the database.

use crate::line::{Line, Safe, TURN_WITHIN, Turn};
use async_trait::async_trait;
use sea_orm::error::ConnAcquireErr;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The pool of PostgreSQL, or lines to a SQLite file.
#[derive(Clone)]
pub struct Connection(Kind);

#[derive(Clone)]
enum Kind {
    Pool(DatabaseConnection),
    Writer(Line, Safe),
    /// As many may be in use at once as there are: whoever waits does so for any of them.
    Readers(Arc<[Line]>, Arc<Semaphore>),
}

/// What carries the next statement.
enum Way<'a> {
    Pool(&'a DatabaseConnection),
    /// The one that writes.
    Writer(&'a Line, Safe, Turn),
    /// One that reads. The place comes last, so that the turn ends before it.
    Reader(Turn, Option<SemaphorePermit<'a>>),
}

impl Connection {
    pub(crate) fn of_pool(pool: DatabaseConnection) -> Self {
        Self(Kind::Pool(pool))
    }

    pub(crate) fn of_writer(line: Line) -> Self {
        Self(Kind::Writer(line, Safe::First))
    }

    pub(crate) fn of_readers(lines: impl IntoIterator<Item = Line>) -> Self {
        let lines = lines.into_iter().collect::<Arc<[Line]>>();
        let places = Arc::new(Semaphore::new(lines.len()));
        Self(Kind::Readers(lines, places))
    }

    /// The pool, where there is one.
    pub(crate) fn pool(&self) -> Option<&DatabaseConnection> {
        match &self.0 {
            Kind::Pool(pool) => Some(pool),
            Kind::Writer(..) | Kind::Readers(..) => None,
        }
    }

    /// The same for what is to be safe soon.
    pub(crate) fn soon(&self) -> Self {
        match &self.0 {
            Kind::Writer(line, _) => Self(Kind::Writer(line.clone(), Safe::Soon)),
            Kind::Pool(_) | Kind::Readers(..) => self.clone(),
        }
    }

    /// The line that writes, where this is one.
    pub(crate) fn writing_line(&self) -> Option<(&Line, Safe)> {
        match &self.0 {
            Kind::Writer(line, safe) => Some((line, *safe)),
            Kind::Pool(_) | Kind::Readers(..) => None,
        }
    }

    pub(crate) async fn close(&self) {
        match &self.0 {
            Kind::Pool(pool) => {
                let _ = pool.close_by_ref().await;
            }
            Kind::Writer(line, _) => line.close().await,
            Kind::Readers(lines, _) => {
                for line in lines.iter() {
                    line.close().await;
                }
            }
        }
    }

    /// The first line that is free (it is the warmest); where none is, the next that will be.
    async fn way(&self) -> Result<Way<'_>, DbErr> {
        let (lines, places) = match &self.0 {
            Kind::Pool(pool) => return Ok(Way::Pool(pool)),
            // Transactions wait for it too, and take no place.
            Kind::Writer(line, safe) => return Ok(Way::Writer(line, *safe, line.turn().await?)),
            Kind::Readers(lines, places) => (lines, places),
        };
        let place = match tokio::time::timeout(TURN_WITHIN, places.acquire()).await {
            Ok(place) => place.ok(),
            Err(_) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        };
        for line in lines.iter() {
            if let Some(turn) = line.if_free() {
                return Ok(Way::Reader(turn?, place));
            }
        }
        // Only while the lines are being closed.
        Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }
}

/// Gives the writing line back, and goes on when what was written is as safe as it must be.
async fn written<T>(
    line: &Line,
    safe: Safe,
    turn: Turn,
    outcome: Result<T, DbErr>,
) -> Result<T, DbErr> {
    let outcome = outcome?;
    turn.written();
    line.safe(safe).await?;
    Ok(outcome)
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Kind::Pool(pool) => pool.get_database_backend(),
            Kind::Writer(..) | Kind::Readers(..) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self.way().await? {
            Way::Reader(mut turn, place) => {
                let outcome = turn.execute(&statement).await;
                drop(turn);
                drop(place);
                outcome
            }
            Way::Writer(line, safe, mut turn) => {
                let outcome = turn.execute(&statement).await;
                written(line, safe, turn, outcome).await
            }
            Way::Pool(pool) => pool.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self.way().await? {
            Way::Reader(mut turn, place) => {
                let outcome = turn.run_text(sql).await;
                drop(turn);
                drop(place);
                outcome
            }
            Way::Writer(line, safe, mut turn) => {
                let outcome = turn.run_text(sql).await;
                written(line, safe, turn, outcome).await
            }
            Way::Pool(pool) => pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Reader(mut turn, place) => {
                let outcome = turn.query_one(&statement).await;
                drop(turn);
                drop(place);
                outcome
            }
            Way::Writer(line, safe, mut turn) => {
                let outcome = turn.query_one(&statement).await;
                written(line, safe, turn, outcome).await
            }
            Way::Pool(pool) => pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Reader(mut turn, place) => {
                let outcome = turn.query_all(&statement).await;
                drop(turn);
                drop(place);
                outcome
            }
            Way::Writer(line, safe, mut turn) => {
                let outcome = turn.query_all(&statement).await;
                written(line, safe, turn, outcome).await
            }
            Way::Pool(pool) => pool.query_all_raw(statement).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing;
    use std::time::Duration;

    #[tokio::test]
    async fn whoever_waits_is_served_by_whichever_line_is_free_first() {
        let store = testing::sqlite().await;
        let places = usize::try_from(store.settings.connections).unwrap();
        let mut ways = Vec::new();
        for _ in 0..places {
            ways.push(store.reader().way().await.unwrap());
        }
        let waiting = (0..2 * places).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.ping().await })
        });
        let waiting = waiting.collect::<Vec<_>>();
        tokio::time::sleep(Duration::from_millis(100)).await;
        drop(ways.pop());
        for one in waiting {
            let served = tokio::time::timeout(Duration::from_secs(3), one).await;
            served.expect("one line is free").unwrap().unwrap();
        }
        // Who gives up waiting takes no place along.
        ways.push(store.reader().way().await.unwrap());
        assert!(tokio::time::timeout(Duration::from_millis(50), store.ping()).await.is_err());
        drop(ways);
        for _ in 0..2 * places {
            store.ping().await.unwrap();
        }
    }
}
