//! Bench (b): processor time of `serve` for one complete registration (its steps are listed in
//! `citizen.rs`), against one password hash at the same parameters beside the same traffic.
//!
//! Counted is everything `serve` does from the first request of a round until its letters are
//! sent, their receipts noted, and the journal sealed: its whole processor time of that stretch.

use crate::ceiling::{Ceiling, Figures, walk};
use crate::report::micros_each;
use crate::say;
use bench::{Citizen, Person, Site, Trouble, process};
use std::sync::Arc;
use std::time::Duration;
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
    let mut citizen = Citizen::new(&site, Person::nth(8));
    citizen.subscribe().await?;
    citizen.keep_answers();
    citizen.register().await?;
    let ceiling = Ceiling::begin(&site, &citizen.kept_answers()).await?;
    let mut figures = Figures::default();
    for round in 1..=ROUNDS {
        figures.alone(EACH, AT_ONCE).await?;
        let (before, began) = (process::cpu(serve.pid())?, Instant::now());
        register(&site, round * EACH, EACH, AT_ONCE).await?;
        figures.each_second.push(f64::from(EACH) / began.elapsed().as_secs_f64());
        sleep(UNTIL_SEALED).await;
        let spent = process::cpu(serve.pid())?.saturating_sub(before);
        figures.ours.push(micros_each(spent, f64::from(EACH)));
        // They registered before: the code lies on their handsets.
        let (port, persons) = (ceiling.port, round * EACH..(round + 1) * EACH);
        let again = walk(&site, persons, AT_ONCE, move |site, person| async move {
            Citizen::at(port, site.sandbox(), person).register().await
        });
        figures.beside.push(ceiling.beside(EACH, again).await?);
    }
    figures.report(("registration", "registrations"), AT_MOST);
    Ok(())
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
