//! Bench of pages beside sign-ins: how long the slowest hundredth of answers to a page without a
//! password takes while complete sign-ins fill the machine, against a bare hello while as many hash
//! as can beside the same traffic.

use crate::ceiling::Ceiling;
use crate::login::{come_in, one_walk};
use crate::report::{line, median, note};
use crate::{bare, kept, say};
use bench::wire::{Reply, Wire};
use bench::{Citizen, Person, Site, Trouble, citizen};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const ROUNDS: usize = 5;
/// Sign-ins under way at once: more than any machine this runs on has cores.
const AT_ONCE: u32 = 16;
/// How many answers one round waits for, one after the other.
const ASKED: u32 = 1_000;
const PAUSE: Duration = Duration::from_millis(2);
const PAGE: &str = "/vi/dang-ky";
const AT_MOST: f64 = 2.0;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("pages while sign-ins fill the machine");
    let site = Arc::new(Site::new(&bench::site::beside_this_program()?)?);
    let _sandbox = site.start_sandbox().await?;
    let _serve = site.serve().await?;
    let mut citizens = come_in(&site, AT_ONCE).await?;
    let ceiling = Ceiling::begin(&site, &one_walk(&mut citizens[0]).await?).await?;
    let file = site.folder().join("hello");
    let text = ("content-type".to_owned(), "text/plain".to_owned());
    let hello = Reply { status: 200, headers: vec![text], body: b"hello".to_vec(), bytes: 0 };
    kept::write("", &hello, &file)?;
    let [_, _, port] = site.more_ports();
    let _hello = bare::begin(&[file.as_path()], port, None).await?;
    let (mut pages, mut hellos) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (back, slowest) = beside(citizens, slowest(site.account(), PAGE)).await?;
        citizens = back;
        pages.push(slowest);
        let again = (0..AT_ONCE)
            .map(|number| Citizen::at(ceiling.port, site.sandbox(), Person::nth(number)));
        hellos.push(beside(again.collect(), slowest_hello(port)).await?.1);
    }
    let (page, hello) = (median(&pages), median(&hellos));
    let ratio = page / hello;
    line(
        ratio <= AT_MOST,
        &format!("99 of 100 pages within {ratio:.2} × a bare hello (target at most {AT_MOST})"),
    );
    note(&format!(
        "{:.1} ms, a bare hello beside as many hashes {:.1} ms; {AT_ONCE} sign-ins under way",
        page * 1e3,
        hello * 1e3
    ));
    Ok(())
}

async fn slowest_hello(port: u16) -> Result<f64, Trouble> {
    slowest(port, "/").await
}

/// Seconds within which 99 of 100 answers are there.
async fn slowest(port: u16, path: &str) -> Result<f64, Trouble> {
    let (mut wire, mut all) = (Wire::new(port), Vec::new());
    for _ in 0..ASKED {
        let began = Instant::now();
        citizen::expect(&wire.get(path, "").await?, &[200], path)?;
        all.push(began.elapsed().as_secs_f64());
        sleep(PAUSE).await;
    }
    all.sort_by(f64::total_cmp);
    Ok(all.get(all.len() * 99 / 100).copied().unwrap_or(f64::NAN))
}

/// Does this while the citizens sign in again and again; gives them back.
async fn beside<Measured>(
    citizens: Vec<Citizen>,
    measures: impl Future<Output = Result<Measured, Trouble>>,
) -> Result<(Vec<Citizen>, Measured), Trouble> {
    let is_over = Arc::new(AtomicBool::new(false));
    let mut all = JoinSet::new();
    for mut citizen in citizens {
        let is_over = Arc::clone(&is_over);
        all.spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                citizen.come_back_later();
                let seen = citizen.messages().await?.len();
                citizen.sign_in(seen).await?;
            }
            Ok(citizen)
        });
    }
    let measured = measures.await;
    is_over.store(true, Ordering::Relaxed);
    let back = all.join_all().await.into_iter().collect::<Result<_, Trouble>>()?;
    Ok((back, measured?))
}
