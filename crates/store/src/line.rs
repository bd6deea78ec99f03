//! `Line`: one connection to a SQLite file that is held open, in the hands of one at a time.
//!
//! A file does not go away, so nobody asks whether a connection is still alive, and no pool lends
//! it out. See docs/decisions/0013-sqlite-held-open.md and 0020-sqlite-where-it-is-asked.md.

use crate::fault;
use crate::flush::Flusher;
use crate::sqlite::{File, Place, Ran};
use sea_orm::error::ConnAcquireErr;
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep, timeout};

/// How long a statement waits for its turn, and for the file where another program writes it.
pub(crate) const TURN_WITHIN: Duration = Duration::from_secs(10);
/// How often it is looked whether another program has done.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);
/// How many commits go by between two checkpoints: some 16 MiB of log, so that a page that many
/// write is copied into the file once for all.
const COMMITS: u32 = 512;

/// A connection that is opened at its first use and kept.
#[derive(Clone)]
pub(crate) struct Line {
    place: Place,
    held: Arc<Mutex<Held>>,
    flusher: Arc<OnceLock<Flusher>>,
}

#[derive(Default)]
struct Held {
    file: Option<File>,
    /// A statement of the open transaction failed: all that is left is to roll back. SQLite may
    /// have done so already, and then a further statement would stand alone (PostgreSQL refuses it
    /// by itself).
    has_failed: bool,
    /// How many commits there were since the last checkpoint.
    commits: u32,
    /// Closed for good: it is not opened again.
    is_closed: bool,
}

/// When what was committed must lie on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Safe {
    /// Before whoever committed goes on.
    First,
    /// Soon: nobody waits for it.
    Soon,
}

/// A line in the hands of one transaction, or one statement.
pub(crate) struct Turn(OwnedMutexGuard<Held>);

impl Line {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, held: Arc::default(), flusher: Arc::default() }
    }

    /// From now on what is committed here is waited for until it lies on the disk.
    pub(crate) fn flush_with(&self, flusher: Flusher) {
        let _ = self.flusher.set(flusher);
    }

    /// The line, where nobody has it.
    pub(crate) fn if_free(&self) -> Option<Result<Turn, DbErr>> {
        let held = Arc::clone(&self.held).try_lock_owned().ok()?;
        Some(self.ready(held))
    }

    /// The line, when its turn comes.
    pub(crate) async fn turn(&self) -> Result<Turn, DbErr> {
        let held = timeout(TURN_WITHIN, Arc::clone(&self.held).lock_owned()).await;
        self.ready(held.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?)
    }

    fn ready(&self, mut held: OwnedMutexGuard<Held>) -> Result<Turn, DbErr> {
        if held.is_closed {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        }
        if held.file.is_none() {
            let file = File::open(&self.place)?;
            file.waits_for_nobody()?;
            held.file = Some(file);
        }
        Ok(Turn(held))
    }

    /// Waits until what was committed here lies on the disk, or sees to it that it soon does.
    ///
    /// # Errors
    /// A disk that fails.
    pub(crate) async fn safe(&self, safe: Safe) -> Result<(), DbErr> {
        match (self.flusher.get(), safe) {
            (Some(flusher), Safe::First) => flusher.flushed().await,
            (Some(flusher), Safe::Soon) => {
                flusher.flush_soon();
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }

    /// Closes the connection; the last one of a file folds the write-ahead log into it.
    pub(crate) async fn close(&self) {
        let mut held = self.held.lock().await;
        held.is_closed = true;
        held.file = None;
    }
}

impl Held {
    fn file(&self) -> Result<&File, DbErr> {
        self.file.as_ref().ok_or_else(lost)
    }

    fn run(&mut self, statement: &Statement) -> Result<Ran, DbErr> {
        let file = self.file()?;
        let was_in_transaction = file.is_in_transaction();
        let ran = file.run(statement);
        self.has_failed |= was_in_transaction && ran.is_err();
        ran
    }

    /// Undoes a transaction that was begun and not ended.
    fn roll_back(&mut self) {
        self.has_failed = false;
        let Some(file) = self.file.as_ref().filter(|file| file.is_in_transaction()) else { return };
        if let Err(error) = file.say("ROLLBACK") {
            tracing::warn!(%error, "a transaction cannot be rolled back; its connection goes");
            self.file = None;
        }
    }
}

impl Turn {
    /// Runs one statement and answers with what it did.
    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<ExecResult, DbErr> {
        Ok(self.run(statement).await?.done.into())
    }

    pub(crate) async fn query_one(
        &mut self,
        statement: &Statement,
    ) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.run(statement).await?.rows.into_iter().next().map(Into::into))
    }

    pub(crate) async fn query_all(
        &mut self,
        statement: &Statement,
    ) -> Result<Vec<QueryResult>, DbErr> {
        Ok(self.run(statement).await?.rows.into_iter().map(Into::into).collect())
    }

    pub(crate) async fn run_text(&mut self, text: &str) -> Result<ExecResult, DbErr> {
        self.patiently(|held| held.file()?.run_text(text)).await.map(Into::into)
    }

    /// Begins a transaction, where none is open.
    ///
    /// # Errors
    /// A statement of it has failed, or another program writes for longer than we wait.
    pub(crate) async fn open(&mut self) -> Result<(), DbErr> {
        if self.0.has_failed {
            return Err(failed());
        }
        if self.0.file()?.is_in_transaction() {
            return Ok(());
        }
        self.patiently(|held| held.file()?.say("BEGIN IMMEDIATE")).await
    }

    /// Ends the transaction, if one is open, and says whether one was. What it wrote is then known to
    /// everybody, but not yet safe: [`Line::safe`] waits for that.
    ///
    /// # Errors
    /// A statement of it has failed, or the disk.
    pub(crate) fn commit(&mut self) -> Result<bool, DbErr> {
        if self.0.has_failed {
            return Err(failed());
        }
        let file = self.0.file()?;
        let is_open = file.is_in_transaction();
        if is_open {
            file.say("COMMIT")?;
        }
        Ok(is_open)
    }

    /// Gives the line back after a write. Now and then the log is copied into the file first, on
    /// a thread that may wait for the disk.
    pub(crate) fn written(mut self) {
        self.0.commits += 1;
        if self.0.commits < COMMITS {
            return;
        }
        self.0.commits = 0;
        let turn = self;
        tokio::task::spawn_blocking(move || {
            let copied = turn.0.file().and_then(|file| file.say("PRAGMA wal_checkpoint(passive)"));
            if let Err(error) = copied {
                tracing::warn!(%error, "the database's log cannot be copied into its file");
            }
        });
    }

    async fn run(&mut self, statement: &Statement) -> Result<Ran, DbErr> {
        self.patiently(|held| held.run(statement)).await
    }

    /// Does something, again and again while another program has the file.
    async fn patiently<T>(
        &mut self,
        does: impl Fn(&mut Held) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let began = Instant::now();
        loop {
            match does(&mut self.0) {
                Err(error) if fault::is_busy(&error) => {}
                outcome => return outcome,
            }
            // It lost no race: it never began.
            if began.elapsed() >= TURN_WITHIN {
                return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
            }
            sleep(BETWEEN_LOOKS).await;
        }
    }
}

impl Drop for Turn {
    /// Whoever began a transaction and went away leaves nothing open: others, in other programs
    /// too, wait for the file.
    fn drop(&mut self) {
        self.0.roll_back();
    }
}

fn failed() -> DbErr {
    DbErr::Custom("this transaction failed before and can only end".into())
}

fn lost() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the connection was lost".into()))
}

#[cfg(test)]
mod tests;
