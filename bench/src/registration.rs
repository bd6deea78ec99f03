//! Bench (b): processor time of `serve` for one complete registration (its steps are listed in
//! `citizen.rs`), against one password hash at the same parameters measured between the rounds.
//!
//! Counted is everything `serve` does from the first request of a round until its letters are
//! sent, their receipts noted, and the journal sealed: its whole processor time of that stretch.

use crate::report::{line, median, micros_each, note};
use crate::{hash, say};
use bench::{Citizen, Person, Site, Trouble, process};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const ROUNDS: u32 = 5;
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
    let (mut ours, mut hashes, mut each_second, mut hashed) = (vec![], vec![], vec![], vec![]);
    for round in 1..=ROUNDS {
        let ceiling = hash::in_a_process(EACH, AT_ONCE).await?;
        hashes.push(ceiling.micros);
        hashed.push(ceiling.each_second);
        let (before, began) = (process::cpu(serve.pid())?, Instant::now());
        register(&site, round * EACH, EACH, AT_ONCE).await?;
        each_second.push(f64::from(EACH) / began.elapsed().as_secs_f64());
        sleep(UNTIL_SEALED).await;
        let spent = process::cpu(serve.pid())?.saturating_sub(before);
        ours.push(micros_each(spent, f64::from(EACH)));
    }
    let ratio = median(&ours) / median(&hashes);
    line(
        ratio <= AT_MOST,
        &format!("processor time {ratio:.2} × one hash (target at most {AT_MOST})"),
    );
    note(&format!(
        "a registration {:.2} ms CPU, a hash {:.2} ms; registrations {:.1}/s, hashes alone {:.1}/s",
        median(&ours) / 1e3,
        median(&hashes) / 1e3,
        median(&each_second),
        median(&hashed)
    ));
    Ok(())
}

/// Registers so many citizens, so many at once.
pub(crate) async fn register(
    site: &Arc<Site>,
    begin: u32,
    count: u32,
    at_once: usize,
) -> Result<(), Trouble> {
    let places = Arc::new(Semaphore::new(at_once));
    let mut all = JoinSet::new();
    for number in begin..begin + count {
        let (site, places) = (Arc::clone(site), Arc::clone(&places));
        all.spawn(async move {
            let _place = places.acquire_owned().await;
            let mut citizen = Citizen::new(&site, Person::nth(number));
            citizen.subscribe().await?;
            citizen.register().await
        });
    }
    all.join_all().await.into_iter().collect()
}
