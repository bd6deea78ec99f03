//! Bench of signing in: processor time of `serve` for one complete sign-in to a client (its steps are
//! listed in `sign_in.rs`), against one password hash at the same parameters beside the same traffic.
//!
//! The citizens come from browsers that are known: the first time, when they get a notice of a new
//! device, is not counted. Counted is everything `serve` does from the first request of a round until
//! its letters are sent, their receipts noted, and the journal sealed.

use crate::ceiling::{Ceiling, Figures, walk};
use crate::registration::register;
use crate::report::{micros_each, note};
use crate::say;
use bench::{Citizen, Person, Site, Trouble, process};
use credentials::password::Settings;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const ROUNDS: usize = 7;
const EACH: u32 = 100;
const AT_ONCE: usize = 4;
/// The journal is sealed every five seconds.
const UNTIL_SEALED: Duration = Duration::from_millis(5_500);
const AT_MOST: f64 = 1.1;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("sign-in: one complete sign-in to a client against one password hash");
    let site = Arc::new(Site::new(&bench::site::beside_this_program()?)?);
    let _sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    let mut citizens = come_in(&site, EACH).await?;
    let ceiling = Ceiling::begin(&site, &one_walk(&mut citizens[0]).await?).await?;
    sleep(UNTIL_SEALED).await;
    let mut figures = Figures::default();
    for _ in 0..ROUNDS {
        figures.alone(EACH, AT_ONCE).await?;
        let (before, began) = (process::cpu(serve.pid())?, Instant::now());
        citizens = sign_in(citizens).await?;
        figures.each_second.push(f64::from(EACH) / began.elapsed().as_secs_f64());
        sleep(UNTIL_SEALED).await;
        let spent = process::cpu(serve.pid())?.saturating_sub(before);
        figures.ours.push(micros_each(spent, f64::from(EACH)));
        let port = ceiling.port;
        let same = walk(&site, 0..EACH, AT_ONCE, move |site, person| async move {
            Citizen::at(port, site.sandbox(), person).sign_in(0).await.map(drop)
        });
        figures.beside.push(ceiling.beside(EACH, same).await?);
    }
    figures.report(("sign-in", "sign-ins"), AT_MOST);
    let settings = Settings::default();
    note(&format!(
        "Argon2id by the crate argon2, {} KiB, {} passes, {} lane; durability = full",
        settings.memory_kib, settings.passes, settings.lanes
    ));
    Ok(())
}

/// So many citizens register and sign in once, from browsers that are known from then on.
pub(crate) async fn come_in(site: &Arc<Site>, count: u32) -> Result<Vec<Citizen>, Trouble> {
    register(site, 0, count, AT_ONCE).await?;
    sign_in((0..count).map(|number| Citizen::new(site, Person::nth(number))).collect()).await
}

/// All of them sign in, some at once; they keep their browsers.
async fn sign_in(citizens: Vec<Citizen>) -> Result<Vec<Citizen>, Trouble> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut all = JoinSet::new();
    for mut citizen in citizens {
        let places = Arc::clone(&places);
        all.spawn(async move {
            let _place = places.acquire_owned().await;
            citizen.come_back_later();
            let seen = citizen.messages().await?.len();
            citizen.sign_in(seen).await?;
            Ok(citizen)
        });
    }
    all.join_all().await.into_iter().collect()
}

/// What one of them is answered on the whole way.
pub(crate) async fn one_walk(
    citizen: &mut Citizen,
) -> Result<Vec<(String, bench::wire::Reply)>, Trouble> {
    citizen.come_back_later();
    let seen = citizen.messages().await?.len();
    citizen.keep_answers();
    citizen.sign_in(seen).await?;
    Ok(citizen.kept_answers())
}
