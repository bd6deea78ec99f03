//! The parts of the running program, watched: what ends before its time ends the program.
//!
//! A part that is gone is not started anew here. All that matters is in the database, so a node
//! loses nothing by stopping, and what starts programs (systemd, a container's host) starts them
//! again, with pauses, and tells people; a node that answers pages and sends no letters does not.

use crate::{Outcome, Refusal};
use std::collections::HashMap;
use tokio::task::{self, JoinSet};
use tokio_util::sync::CancellationToken;

/// Everything that runs until the program is asked to stop.
pub(crate) struct Work {
    /// Cancelled when the program is asked to stop, or a part ended before its time.
    pub(crate) stop: CancellationToken,
    parts: JoinSet<()>,
    names: HashMap<task::Id, &'static str>,
}

impl Work {
    /// Nothing yet, to be stopped by `stop`.
    pub(crate) fn new(stop: CancellationToken) -> Self {
        Self { stop, parts: JoinSet::new(), names: HashMap::new() }
    }

    /// Begins a part that must not end before `stop`.
    pub(crate) fn begin(
        &mut self,
        name: &'static str,
        part: impl Future<Output = ()> + Send + 'static,
    ) {
        let id = self.parts.spawn(part).id();
        self.names.insert(id, name);
    }

    /// Waits until every part has ended. A part that ends or panics before it was asked to stops
    /// all others, which finish what is under way.
    ///
    /// # Errors
    /// The first part that ended before its time, or panicked.
    pub(crate) async fn finish(mut self) -> Outcome {
        let mut outcome = Ok(());
        while let Some(ended) = self.parts.join_next_with_id().await {
            let (id, how) = match &ended {
                Ok((id, ())) if self.stop.is_cancelled() => {
                    self.names.remove(id);
                    continue;
                }
                Ok((id, ())) => (*id, "ended"),
                Err(error) => (error.id(), "panicked"),
            };
            let name = self.names.remove(&id).unwrap_or("a part without a name");
            tracing::error!(part = name, how, "a part of the program is gone; the program stops");
            self.stop.cancel();
            if outcome.is_ok() {
                outcome = Err(Refusal(format!("{name} {how}, so the program stopped")));
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Work with one part that goes on until it is asked to stop.
    fn begun() -> Work {
        let mut work = Work::new(CancellationToken::new());
        let stop = work.stop.clone();
        work.begin("the rest", stop.cancelled_owned());
        work
    }

    fn said(outcome: Outcome) -> String {
        outcome.err().map(|refusal| refusal.0).unwrap_or_default()
    }

    #[tokio::test]
    async fn a_part_that_ends_before_its_time_ends_the_program() {
        let mut work = begun();
        work.begin("sealing", async {});
        assert_eq!(said(work.finish().await), "sealing ended, so the program stopped");
    }

    #[tokio::test]
    async fn a_part_that_panics_ends_the_program() {
        let mut work = begun();
        work.begin("letters", async { panic!("+84828000088") });
        assert_eq!(said(work.finish().await), "letters panicked, so the program stopped");
    }

    #[tokio::test]
    async fn parts_that_end_when_asked_to_are_no_trouble() {
        let work = begun();
        work.stop.cancel();
        assert_eq!(said(work.finish().await), "");
    }
}
