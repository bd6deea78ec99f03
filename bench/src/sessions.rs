//! Bench of sessions: memory of `serve` (`RssAnon`) with very many of them live at once.
//!
//! Each session is a complete sign-in of its own, from a browser that was never seen. A password hash
//! costs little here, since only what stays is looked at, and hashes are measured elsewhere.

use crate::login::come_in;
use crate::memory::mib;
use crate::report::note;
use crate::say;
use bench::{Citizen, Person, Site, Trouble};
use clap::Args;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How many citizens sign in again and again, at once.
const CITIZENS: u32 = 16;
/// Until letters are sent and the journal is sealed.
const UNTIL_QUIET: Duration = Duration::from_secs(10);

/// How many.
#[derive(Args)]
pub(crate) struct Options {
    /// How many sessions are to live at once
    #[arg(long, default_value_t = 100_000)]
    count: u32,
}

/// Runs the bench.
pub(crate) async fn run(options: Options) -> Result<(), Trouble> {
    say("memory with many live sessions");
    let mut site = Site::new(&bench::site::beside_this_program()?)?;
    for (key, value) in [
        ("account.password.memory_kib", "64"),
        ("account.password.passes", "1"),
        ("account.session.idle", "12h"),
        ("account.login.messages", "10000000/1h"),
        ("account.login.messages_daily", "10000000/1d"),
    ] {
        site.set(key, value);
    }
    let site = Arc::new(site);
    let _sandbox = site.start_sandbox().await?;
    let (serve, _) = site.serve().await?;
    come_in(&site, CITIZENS).await?;
    sleep(UNTIL_QUIET).await;
    let before = mib(serve.pid())?;
    let mut all = JoinSet::new();
    for number in 0..CITIZENS {
        let (site, sessions) = (Arc::clone(&site), options.count / CITIZENS);
        all.spawn(async move {
            for _ in 0..sessions {
                let mut citizen = Citizen::new(&site, Person::nth(number));
                let seen = citizen.messages().await?.len();
                citizen.sign_in(seen).await?;
            }
            Ok(())
        });
    }
    all.join_all().await.into_iter().collect::<Result<(), Trouble>>()?;
    sleep(UNTIL_QUIET).await;
    let after = mib(serve.pid())?;
    note(&format!("{before:.1} MiB before, {after:.1} MiB with {} live sessions", options.count));
    Ok(())
}
