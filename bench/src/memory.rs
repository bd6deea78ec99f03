//! Bench (c): memory of `serve` without the sandbox (`RssAnon`), idle and after many hashes, and
//! how long it takes to start.

use crate::registration::register;
use crate::report::{line, median, note};
use crate::say;
use bench::{Site, Trouble, process};
use credentials::password::Settings;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

const IDLE_AT_MOST_MIB: f64 = 38.0;
const MORE_AT_MOST_MIB: f64 = 16.0;
const RESTART_AT_MOST: Duration = Duration::from_millis(100);
const FIRST_START_AT_MOST: Duration = Duration::from_secs(1);
const HASHES: u32 = 400;
const AT_ONCE: usize = 40;
const STARTS: usize = 5;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("(c) memory of serve and its starts");
    let binary = bench::site::beside_this_program()?;
    let mut first_starts = Vec::new();
    for _ in 0..STARTS {
        first_starts.push(Site::new(&binary)?.serve().await?.1.as_secs_f64());
    }
    let site = Arc::new(Site::new(&binary)?);
    let sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    sleep(Duration::from_secs(3)).await;
    let idle = mib(serve.pid())?;
    line(
        idle <= IDLE_AT_MOST_MIB,
        &format!("idle {idle:.1} MiB (target at most {IDLE_AT_MOST_MIB})"),
    );
    register(&site, 0, HASHES, AT_ONCE).await?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let one_hash = f64::from(Settings::default().memory_kib) / 1024.0;
    let cores = f64::from(u32::try_from(cores).unwrap_or(1));
    let at_most = idle + cores * one_hash + MORE_AT_MOST_MIB;
    let after = mib(serve.pid())?;
    line(
        after <= at_most,
        &format!(
            "after {HASHES} hashes at {AT_ONCE} at once {after:.1} MiB (target at most {at_most:.1} \
             = idle + {cores} × {one_hash} + {MORE_AT_MOST_MIB})"
        ),
    );
    note("each hash is the password step of a registration that was complete");
    drop(serve);
    let mut restarts = Vec::new();
    for _ in 0..STARTS {
        let (mut serve, took) = site.serve().await?;
        restarts.push(took.as_secs_f64());
        serve.ask_to_stop()?;
        serve.end(Duration::from_secs(20)).await?;
    }
    drop(sandbox);
    started("restart", &restarts, RESTART_AT_MOST);
    started("first start on an empty database", &first_starts, FIRST_START_AT_MOST);
    Ok(())
}

fn started(what: &str, seconds: &[f64], at_most: Duration) {
    let took = median(seconds);
    line(
        took <= at_most.as_secs_f64(),
        &format!("{what} {:.0} ms (target at most {})", took * 1e3, at_most.as_millis()),
    );
}

/// Anonymous memory of a process, in MiB.
pub(crate) fn mib(pid: u32) -> Result<f64, Trouble> {
    let kib = process::anonymous_kib(pid)?;
    Ok(f64::from(u32::try_from(kib).unwrap_or(u32::MAX)) / 1024.0)
}
