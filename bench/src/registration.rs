//! Bench (b): processor time of `serve` for one complete registration (its steps are listed in
//! `citizen.rs`), against one password hash at the same parameters beside the same traffic.
//!
//! Counted is everything `serve` does from the first request of a round until its letters are
//! sent, their receipts noted, and the journal sealed: its whole processor time of that stretch.

use crate::bare::{self, Bare};
use crate::hash::{self, OnDemand};
use crate::report::{line, median, micros_each, note};
use crate::{kept, say};
use bench::{Citizen, Person, Site, Trouble, process};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const ROUNDS: u32 = 9;
const EACH: u32 = 100;
const AT_ONCE: usize = 4;
/// The journal is sealed every five seconds.
const UNTIL_SEALED: Duration = Duration::from_millis(5_500);
const AT_MOST: f64 = 1.2;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("(b) one complete registration against one password hash");
    let site = Arc::new(Site::new(&bench::site::beside_this_program()?)?);
    let _sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    // The first ones take memory, open connections and fetch the operator's token.
    register(&site, 0, 8, AT_ONCE).await?;
    let ceiling = Ceiling::begin(&site).await?;
    let mut figures = Figures::default();
    for round in 1..=ROUNDS {
        let alone = hash::in_a_process(EACH, AT_ONCE).await?;
        figures.alone.push(alone.micros);
        figures.hashed_each_second.push(alone.each_second);
        let (before, began) = (process::cpu(serve.pid())?, Instant::now());
        register(&site, round * EACH, EACH, AT_ONCE).await?;
        figures.each_second.push(f64::from(EACH) / began.elapsed().as_secs_f64());
        sleep(UNTIL_SEALED).await;
        let spent = process::cpu(serve.pid())?.saturating_sub(before);
        figures.ours.push(micros_each(spent, f64::from(EACH)));
        figures.beside.push(ceiling.round(&site, round * EACH).await?);
    }
    figures.report();
    Ok(())
}

/// Round by round; processor times in microseconds.
#[derive(Default)]
struct Figures {
    /// Of a registration.
    ours: Vec<f64>,
    /// Of a hash beside the same traffic.
    beside: Vec<f64>,
    /// Of a hash with nothing beside it.
    alone: Vec<f64>,
    each_second: Vec<f64>,
    hashed_each_second: Vec<f64>,
}

impl Figures {
    fn report(&self) {
        let (ours, beside) = (median(&self.ours), median(&self.beside));
        // Round by round: what slows the machine down for a while slows down both.
        let ratios: Vec<f64> =
            self.ours.iter().zip(&self.beside).map(|(ours, beside)| ours / beside).collect();
        let ratio = median(&ratios);
        line(
            ratio <= AT_MOST,
            &format!("processor time {ratio:.2} × one hash (target at most {AT_MOST})"),
        );
        note(&format!(
            "a registration {:.2} ms CPU, a hash beside the same traffic {:.2} ms, alone {:.2} ms; \
             registrations {:.1}/s, hashes alone {:.1}/s",
            ours / 1e3,
            beside / 1e3,
            median(&self.alone) / 1e3,
            median(&self.each_second),
            median(&self.hashed_each_second)
        ));
    }
}

/// The ceiling: the same citizens go the same way before a bare server that gives them the answers
/// one of them had from ours, and at the password has one hashed in a process that does nothing
/// else. The processor time of that process counts: what a hash costs beside this traffic.
struct Ceiling {
    hashes: OnDemand,
    _bare: Bare,
    port: u16,
}

impl Ceiling {
    async fn begin(site: &Site) -> Result<Self, Trouble> {
        let mut citizen = Citizen::new(site, Person::nth(8));
        citizen.subscribe().await?;
        citizen.keep_answers();
        citizen.register().await?;
        let mut files = Vec::new();
        for (number, (asked, reply)) in citizen.kept_answers().iter().enumerate() {
            files.push(site.folder().join(format!("answer-{number}")));
            kept::write(asked, reply, &files[number])?;
        }
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let [hashed, port] = site.more_ports();
        let hashes = OnDemand::begin(hashed)?;
        Ok(Self { hashes, _bare: bare::begin(&files, port, Some(hashed)).await?, port })
    }

    /// Microseconds of one hash. These citizens registered before: the code is on their handsets.
    async fn round(&self, site: &Arc<Site>, begin: u32) -> Result<f64, Trouble> {
        let before = process::cpu(self.hashes.pid())?;
        let port = self.port;
        walk(site, begin..begin + EACH, AT_ONCE, move |site, person| async move {
            Citizen::at(port, site.sandbox(), person).register().await
        })
        .await?;
        let spent = process::cpu(self.hashes.pid())?.saturating_sub(before);
        Ok(micros_each(spent, f64::from(EACH)))
    }
}

/// Registers so many citizens, so many at once.
pub(crate) async fn register(
    site: &Arc<Site>,
    begin: u32,
    count: u32,
    at_once: usize,
) -> Result<(), Trouble> {
    walk(site, begin..begin + count, at_once, |site, person| async move {
        let mut citizen = Citizen::new(&site, person);
        citizen.subscribe().await?;
        citizen.register().await
    })
    .await
}

/// These persons go a way, so many at once.
async fn walk<Going: Future<Output = Result<(), Trouble>> + Send + 'static>(
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
