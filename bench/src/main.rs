//! Benchmarks of the whole program. Each prints a ratio to a ceiling measured in the same run.

mod report;
mod load;
mod kept;
mod bare;
mod hash;
mod pages;
mod ceiling;
mod registration;
mod login;
mod doors;
mod timing;
mod saturated;
mod memory;
mod sessions;
mod view;
mod search;
mod crash_command;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Every bench, one after the other
    All,
    /// (a) Home and form page against bare axum
    Pages,
    /// (b) Registrations against password hashes
    Registration,
    /// Sign-ins to a client against password hashes
    Login,
    /// Discovery, keys, userinfo, tokens against bare axum
    Doors,
    /// Pages while sign-ins fill the machine
    Saturated,
    /// Memory with many live sessions
    Sessions(sessions::Options),
    /// Whether the time of an answer tells who has an account
    Timing,
    /// (c) Memory and starts
    Memory,
    /// (d) The first view of the form
    View,
    /// The search by itself and its page
    Search,
    /// A ceiling: a bare server
    #[command(hide = true)]
    Bare(bare::Options),
    /// A ceiling: hashes in a loop, or as they are asked for
    #[command(hide = true)]
    Hash(hash::Options),
    /// Kills `serve` again and again while citizens register
    Crash(crash_command::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::All => all().await,
        Command::Pages => pages::run().await,
        Command::Registration => registration::run().await,
        Command::Login => login::run().await,
        Command::Doors => doors::run().await,
        Command::Saturated => saturated::run().await,
        Command::Sessions(options) => sessions::run(options).await,
        Command::Timing => timing::run().await,
        Command::Memory => memory::run().await,
        Command::View => view::run().await,
        Command::Search => search::run().await,
        Command::Bare(options) => bare::run(options).await,
        Command::Hash(options) => hash::run(options).await,
        Command::Crash(options) => crash_command::run(options).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say(&format!("bench: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

async fn all() -> Result<(), bench::Trouble> {
    pages::run().await?;
    registration::run().await?;
    memory::run().await?;
    view::run().await
}

#[expect(clippy::print_stdout, reason = "a bench speaks to the person who started it")]
fn say(line: &str) {
    println!("{line}");
}
