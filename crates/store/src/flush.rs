//! `Flusher`: waits for the disk, once for all who commit meanwhile.
//!
//! A commit writes the log (WAL) but does not sync it; whoever committed asks the flusher and goes
//! on when the log lies on the disk. While it syncs, others commit and ask; the next sync is theirs.
//! So what was answered is as safe as with `synchronous = full`, which syncs each by itself, and
//! nobody holds the one writing connection while the disk turns.

use crate::fault;
use sea_orm::{DbErr, RuntimeErr};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long what nobody waits for may go without being synced, if nothing else is.
const SOON: Duration = Duration::from_millis(50);
/// How many such commits may come together before they are.
const TOGETHER: u32 = 8;

/// Who waits to be told whether the log was synced; nobody, where that is only to be done soon.
type Asked = Option<oneshot::Sender<bool>>;

/// Syncs the log of one file.
#[derive(Clone)]
pub(crate) struct Flusher(mpsc::Sender<Asked>);

impl Flusher {
    /// Begins to sync the log of this database, which must be open. It ends with the last of its
    /// copies.
    ///
    /// # Errors
    /// A log that cannot be opened, or no thread.
    pub(crate) fn begin(database: &Path) -> Result<Self, DbErr> {
        // The log lies beside the file itself, not beside a link to it.
        let mut log = database.canonicalize().map_err(fault::of_disk)?.into_os_string();
        log.push("-wal");
        let log = File::open(log).map_err(fault::of_disk)?;
        let (asks, asked) = mpsc::channel();
        let thread = thread::Builder::new().name("sqlite-flush".into());
        thread.spawn(move || sync(|| log.sync_data(), &asked)).map_err(fault::of_disk)?;
        Ok(Self(asks))
    }

    /// Waits until all that is committed by now lies on the disk.
    ///
    /// # Errors
    /// A disk that fails: nobody can say what is on it.
    pub(crate) async fn flushed(&self) -> Result<(), DbErr> {
        let (asks, answered) = oneshot::channel();
        let _ = self.0.send(Some(asks));
        match answered.await {
            Ok(true) => Ok(()),
            _ => Err(DbErr::Conn(RuntimeErr::Internal("the log cannot be synced".into()))),
        }
    }

    /// Sees to it that what is committed by now lies on the disk soon.
    pub(crate) fn flush_soon(&self) {
        let _ = self.0.send(None);
    }
}

/// Syncs whenever somebody waits, and soon where nobody does, until all who could ask are gone.
///
/// After a sync that failed nobody can say what lies on the disk, and a later one that succeeds does
/// not say it either: nothing that is committed is called safe again before a new start has read the
/// file.
fn sync(to_disk: impl Fn() -> io::Result<()>, asked: &mpsc::Receiver<Asked>) {
    let mut unsynced = 0;
    let mut is_broken = false;
    loop {
        let next = match unsynced {
            0 => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            _ => asked.recv_timeout(SOON),
        };
        let mut waiting = match next {
            Ok(None) if unsynced < TOGETHER => {
                unsynced += 1;
                continue;
            }
            Ok(first) => Vec::from_iter(first),
            Err(RecvTimeoutError::Timeout) => Vec::new(),
            Err(RecvTimeoutError::Disconnected) => break,
        };
        waiting.extend(asked.try_iter().flatten());
        unsynced = 0;
        if !is_broken && let Err(error) = to_disk() {
            tracing::error!(%error, "the database's log cannot be synced; start again");
            is_broken = true;
        }
        for one in waiting {
            // Who has gone away meanwhile asks no more.
            let _ = one.send(!is_broken);
        }
    }
    if unsynced > 0 && !is_broken {
        let _ = to_disk();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn after_a_sync_that_failed_nothing_is_called_safe() {
        let times = Cell::new(0);
        let fails_once = || {
            times.set(times.get() + 1);
            if times.get() == 2 { Err(io::Error::other("the disk is gone")) } else { Ok(()) }
        };
        let (asks, asked) = mpsc::channel();
        let waiting = thread::spawn(move || {
            let ask = |_| {
                let (waits, answered) = oneshot::channel();
                asks.send(Some(waits)).unwrap();
                answered.blocking_recv().unwrap()
            };
            (0..4).map(ask).collect::<Vec<_>>()
        });
        sync(fails_once, &asked);
        assert_eq!(waiting.join().unwrap(), [true, false, false, false]);
    }
}
