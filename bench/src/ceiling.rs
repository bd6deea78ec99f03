//! The ceiling of what needs a password once: one hash, beside the same traffic.
//!
//! Citizens go the same way before a bare server that gives them the answers one of them had from
//! ours, and where a password comes has one hashed in a process that does nothing else. The processor
//! time of that process counts.

use crate::bare::{self, Bare};
use crate::hash::{self, OnDemand};
use crate::kept;
use crate::report::{line, median, micros_each, note};
use bench::wire::Reply;
use bench::{Person, Site, Trouble, process};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// A bare server and a process that hashes; both end when this is dropped.
pub(crate) struct Ceiling {
    hashes: OnDemand,
    _bare: Bare,
    /// Where the bare server stands in for the account service.
    pub(crate) port: u16,
}

impl Ceiling {
    /// Begins to give these answers.
    pub(crate) async fn begin(site: &Site, answers: &[(String, Reply)]) -> Result<Self, Trouble> {
        let mut files = Vec::new();
        for (number, (asked, reply)) in answers.iter().enumerate() {
            let file = site.folder().join(format!("answer-{number}"));
            kept::write(asked, reply, &file)?;
            files.push(file);
        }
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let [hashed, port, ..] = site.more_ports();
        let hashes = OnDemand::begin(hashed)?;
        Ok(Self { hashes, _bare: bare::begin(&files, port, Some(hashed)).await?, port })
    }

    /// Microseconds of one hash while all of this is done.
    pub(crate) async fn beside(
        &self,
        count: u32,
        traffic: impl Future<Output = Result<(), Trouble>>,
    ) -> Result<f64, Trouble> {
        let before = process::cpu(self.hashes.pid())?;
        traffic.await?;
        let spent = process::cpu(self.hashes.pid())?.saturating_sub(before);
        Ok(micros_each(spent, f64::from(count)))
    }
}

/// Round by round; processor times in microseconds.
#[derive(Default)]
pub(crate) struct Figures {
    /// Of a registration.
    pub(crate) ours: Vec<f64>,
    /// Of a hash beside the same traffic.
    pub(crate) beside: Vec<f64>,
    /// Of a hash with nothing beside it.
    alone: Vec<f64>,
    /// How many of ours were done in a second.
    pub(crate) each_second: Vec<f64>,
    hashed_each_second: Vec<f64>,
}

impl Figures {
    /// Prints the ratio and what it is made of; `what` is one of them, `whole` several.
    pub(crate) fn report(&self, (what, whole): (&str, &str), at_most: f64) {
        let (ours, beside) = (median(&self.ours), median(&self.beside));
        // Round by round: what slows the machine down for a while slows down both.
        let ratios: Vec<f64> =
            self.ours.iter().zip(&self.beside).map(|(ours, beside)| ours / beside).collect();
        let ratio = median(&ratios);
        line(
            ratio <= at_most,
            &format!("processor time {ratio:.2} × one hash (target at most {at_most})"),
        );
        note(&format!(
            "a {what} {:.2} ms CPU, a hash beside the same traffic {:.2} ms, alone {:.2} ms; \
             {whole} {:.1}/s, hashes alone {:.1}/s",
            ours / 1e3,
            beside / 1e3,
            median(&self.alone) / 1e3,
            median(&self.each_second),
            median(&self.hashed_each_second)
        ));
    }
}

impl Figures {
    /// One round of hashes with nothing beside them.
    pub(crate) async fn alone(&mut self, count: u32, at_once: usize) -> Result<(), Trouble> {
        let alone = hash::in_a_process(count, at_once).await?;
        self.alone.push(alone.micros);
        self.hashed_each_second.push(alone.each_second);
        Ok(())
    }
}

/// These persons go a way, so many at once.
pub(crate) async fn walk<Going: Future<Output = Result<(), Trouble>> + Send + 'static>(
    site: &Arc<Site>,
    persons: Range<u32>,
    at_once: usize,
    goes: impl Fn(Arc<Site>, Person) -> Going,
) -> Result<(), Trouble> {
    let places = Arc::new(Semaphore::new(at_once));
    let mut all = JoinSet::new();
    for number in persons {
        let (places, going) = (Arc::clone(&places), goes(Arc::clone(site), Person::nth(number)));
        all.spawn(async move {
            let _place = places.acquire_owned().await;
            going.await
        });
    }
    all.join_all().await.into_iter().collect()
}
