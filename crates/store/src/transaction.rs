//! Write transactions: begun, run, committed; run again when they lost a race.

use crate::{Db, Store, fault};
use ground::Fault;
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::time::Duration;

/// An open write transaction.
pub type Tx = sea_orm::DatabaseTransaction;

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
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin_with_options(immediate).await.db("beginning to write")
    }

    /// Commits a good outcome and rolls a bad one back; waits a little where it is to run again.
    pub async fn conclude<T>(
        &self,
        tx: Tx,
        outcome: Result<T, Fault>,
        run: &mut u32,
    ) -> Concluded<T> {
        let committed = match outcome {
            Ok(answer) => tx.commit().await.db("committing").map(|()| answer),
            Err(fault) => {
                let _ = tx.rollback().await;
                Err(fault)
            }
        };
        match committed {
            Err(fault) if *run < RUNS && fault::is_lost_race(&fault) => {
                tracing::debug!(run, "a transaction lost a race and runs again");
                tokio::time::sleep(Duration::from_millis(5 << *run)).await;
                *run += 1;
                Concluded::Again
            }
            Err(fault) => Concluded::Done(Err(fault)),
            Ok(answer) => {
                self.written.notify_one();
                Concluded::Done(Ok(answer))
            }
        }
    }
}
