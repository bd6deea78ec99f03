//! `bench crash`: the long form of the storm (`crates/motcua/tests/crash.rs` is the short one).

use crate::say;
use bench::{Trouble, crash};
use clap::Args;
use std::time::Duration;

/// How to run the storm.
#[derive(Args)]
pub(crate) struct Options {
    /// How often the program is killed
    #[arg(long, default_value_t = 60)]
    kills: u32,
    /// How many citizens register in one go
    #[arg(long, default_value_t = 200)]
    registrations: u32,
    /// A PostgreSQL database instead of SQLite
    #[arg(long)]
    database: Option<String>,
}

pub(crate) async fn run(options: Options) -> Result<(), Trouble> {
    let plan = crash::Plan {
        kills: options.kills,
        registrations: options.registrations,
        at_once: 16,
        longest_life: Duration::from_millis(1_500),
        database: options.database,
    };
    let binary = bench::site::beside_this_program()?;
    let left = crash::run(&binary, &plan).await?;
    say(&format!(
        "{} kills, {} registrations, every acknowledged step there, every message there\n\
         {} submits; sent twice: {} without an answer at the kill, {} answered but not yet noted \
         (at most {} were under way)\n\
         longest restart under load {} ms",
        left.kills,
        left.registrations,
        left.submits,
        left.twice_unanswered,
        left.twice_answered,
        left.under_way,
        left.longest_restart.as_millis(),
    ));
    Ok(())
}
