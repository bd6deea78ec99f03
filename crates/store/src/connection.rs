//! `Connection`: how a statement outside a transaction gets to the database.

use crate::line::{Line, TURN_WITHIN, Turn};
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
    /// As many may be in use at once as there are: whoever waits does so for any of them.
    Lines(Arc<[Line]>, Arc<Semaphore>),
}

/// What carries the next statement.
enum Way<'a> {
    Pool(&'a DatabaseConnection),
    /// The place comes first, so that the turn ends before it where both are dropped.
    Line(Option<SemaphorePermit<'a>>, Turn),
}

impl Connection {
    pub(crate) fn of_pool(pool: DatabaseConnection) -> Self {
        Self(Kind::Pool(pool))
    }

    pub(crate) fn of_lines(lines: impl IntoIterator<Item = Line>) -> Self {
        let lines = lines.into_iter().collect::<Arc<[Line]>>();
        let places = Arc::new(Semaphore::new(lines.len()));
        Self(Kind::Lines(lines, places))
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

    /// The first line that is free (it is the warmest); where none is, the next that will be.
    async fn way(&self) -> Result<Way<'_>, DbErr> {
        let (lines, places) = match &self.0 {
            Kind::Pool(pool) => return Ok(Way::Pool(pool)),
            Kind::Lines(lines, places) => (lines, places),
        };
        let Some(first) = lines.first() else {
            return Err(DbErr::Custom("no connection".into()));
        };
        // The one that writes: transactions wait for it too, and take no place.
        if lines.len() == 1 {
            return Ok(Way::Line(None, first.turn().await?));
        }
        let place = match tokio::time::timeout(TURN_WITHIN, places.acquire()).await {
            Ok(place) => place.ok(),
            Err(_) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        };
        for line in lines.iter() {
            if let Some(turn) = line.if_free().await {
                return Ok(Way::Line(place, turn?));
            }
        }
        // Only while the lines are being closed.
        Ok(Way::Line(place, first.turn().await?))
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
            Way::Line(_place, mut turn) => turn.execute(statement).await,
            Way::Pool(pool) => pool.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self.way().await? {
            Way::Line(_place, mut turn) => turn.execute_unprepared(sql).await,
            Way::Pool(pool) => pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Line(_place, mut turn) => turn.query_one(statement).await,
            Way::Pool(pool) => pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.way().await? {
            Way::Line(_place, mut turn) => turn.query_all(statement).await,
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
