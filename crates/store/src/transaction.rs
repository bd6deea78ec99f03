//! Write transactions: begun, run, committed; run again when they lost a race.

use crate::later::Tx;
use crate::{Db, Store, fault};
use ground::Fault;
use sea_orm::TransactionTrait;
use std::time::Duration;

/// How often a transaction that lost a race is run again before the fault is shown.
const RUNS: u32 = 8;

/// Runs a block in a write transaction and commits it: `in_transaction!(store, |tx| { … Ok(x) })`
/// is a `Result<_, Fault>`. Where the engine reports a lost race (serialisation failure,
/// deadlock), everything is rolled back and the block runs again, so it must change nothing but
/// the database.
///
/// A macro and not a function that takes a closure: the compiler cannot yet tell that the future
/// of a borrowing async closure may move between threads.
#[macro_export]
macro_rules! in_transaction {
    ($store:expr, |$tx:ident| $work:expr) => {{
        let store: &$crate::Store = &$store;
        let mut run = 1;
        loop {
            let begun = match store.begin().await {
                Ok(begun) => begun,
                Err(fault) => break Err(fault),
            };
            let outcome = {
                let $tx = &begun;
                async { $work }.await
            };
            match store.conclude(begun, outcome, &mut run).await {
                $crate::transaction::Concluded::Done(outcome) => break outcome,
                $crate::transaction::Concluded::Again => {}
            }
        }
    }};
}

/// Runs one statement that is a whole transaction by itself:
/// `in_one_statement!(store, |db| Entity::update_many()….exec(db).await.db("…"))`. It costs one
/// trip to the database where [`in_transaction!`](crate::in_transaction) costs three; it runs again
/// where it lost a race, too.
#[macro_export]
macro_rules! in_one_statement {
    ($store:expr, |$db:ident| $work:expr) => {{
        let store: &$crate::Store = &$store;
        let mut run = 1;
        loop {
            let outcome = {
                let $db = store.writer();
                async { $work }.await
            };
            match store.settle(outcome, &mut run).await {
                $crate::transaction::Concluded::Done(outcome) => break outcome,
                $crate::transaction::Concluded::Again => {}
            }
        }
    }};
}

/// What became of one run of a transaction.
pub enum Concluded<T> {
    /// Committed, or rolled back for good.
    Done(Result<T, Fault>),
    /// Rolled back after a lost race.
    Again,
}

impl Store {
    /// Begins a write transaction; on SQLite it is the only one until it ends.
    /// [`in_transaction!`](crate::in_transaction) is the way to use it.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        if let Some((line, safe)) = self.writer.writing_line() {
            let turn = line.turn().await.db("waiting to write")?;
            return Ok(Tx::on_line(line.clone(), safe, turn));
        }
        let pool = self.writer.pool().ok_or(Fault::impossible("beginning to write"))?;
        Ok(Tx::pooled(pool.begin().await.db("beginning to write")?))
    }

    /// Commits a good outcome and rolls a bad one back; waits a little where it is to run again.
    pub async fn conclude<T>(
        &self,
        tx: Tx,
        outcome: Result<T, Fault>,
        run: &mut u32,
    ) -> Concluded<T> {
        let jobs = tx.jobs();
        let committed = match outcome {
            Ok(answer) => tx.commit().await.map(|()| answer),
            Err(fault) => {
                tx.roll_back().await;
                Err(fault)
            }
        };
        if committed.is_ok() {
            jobs.into_iter().for_each(|kind| self.calls.call(kind));
        }
        self.settle(committed, run).await
    }

    /// Shows an outcome, or waits a little where the work lost a race and is to run again.
    pub async fn settle<T>(&self, outcome: Result<T, Fault>, run: &mut u32) -> Concluded<T> {
        match outcome {
            Err(fault) if *run < RUNS && fault::is_lost_race(&fault) => {
                tracing::debug!(run, "a transaction lost a race and runs again");
                tokio::time::sleep(Duration::from_millis(5 << *run)).await;
                *run += 1;
                Concluded::Again
            }
            outcome => Concluded::Done(outcome),
        }
    }
}
