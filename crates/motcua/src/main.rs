//! One program: the demonstration, the real services, the sandbox, and the care of both.

mod given;
mod config;
mod logs;
mod signs;
mod work;
mod house;
mod worker;
mod demo;
mod serve;
mod care;
mod place;
mod officer;
mod client;
mod import;
mod admin;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Cheaper than the system's where many small things come and go, and it gives memory back:
/// docs/decisions/0021.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Một Cửa: the one-stop public-service system.
#[derive(Parser)]
#[command(name = "motcua", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    demo: demo::Options,
}

#[derive(Subcommand)]
enum Command {
    /// Everything at once, with invented citizens and an invented outside world (the default)
    Demo(demo::Options),
    /// The real services
    Serve(serve::Options),
    /// The invented outside world alone: operator, SMS centre, mail, handsets
    Sandbox(demo::Options),
    /// Checks a configuration and the databases it names, and starts nothing
    CheckConfig(care::Options),
    /// Brings the databases up to date, and starts nothing
    Migrate(care::Options),
    /// After a backup was put back: ends the sessions and codes it holds, and starts nothing
    Restored(care::Options),
    /// Checks that nothing in the journal was changed
    VerifyJournal(care::Options),
    /// Says who may help citizens at the desk
    #[command(subcommand)]
    Officer(officer::Order),
    /// The systems that people sign in to, beside those of the configuration
    #[command(subcommand)]
    Client(client::Command),
    /// Says who administers the portal
    #[command(subcommand)]
    Admin(admin::Order),
    /// Reads procedures or units from a file into the portal's catalogue
    #[command(subcommand)]
    Import(import::Order),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // One TLS provider for the whole program, named before anything asks for one.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let outcome = match arguments.command {
        None => demo::run(arguments.demo).await,
        Some(Command::Demo(options)) => demo::run(options).await,
        Some(Command::Sandbox(options)) => demo::run_sandbox(options).await,
        Some(Command::Serve(options)) => serve::run(options).await,
        Some(Command::CheckConfig(options)) => care::check(options).await,
        Some(Command::Migrate(options)) => care::migrate(options).await,
        Some(Command::Restored(options)) => care::restored(options).await,
        Some(Command::VerifyJournal(options)) => care::verify(options).await,
        Some(Command::Officer(order)) => officer::run(order).await,
        Some(Command::Client(command)) => client::run(command).await,
        Some(Command::Admin(order)) => admin::run(order).await,
        Some(Command::Import(order)) => import::run(order).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            say_wrong(&refusal.0);
            ExitCode::FAILURE
        }
    }
}

/// Why the program does not start or stops, in words for the person who runs it.
struct Refusal(String);

impl<T: std::fmt::Display> From<T> for Refusal {
    fn from(reason: T) -> Self {
        Self(reason.to_string())
    }
}

/// What every command returns.
type Outcome = Result<(), Refusal>;

#[expect(clippy::print_stdout, reason = "the program speaks to the person who started it")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "the program speaks to the person who started it")]
fn say_wrong(line: &str) {
    eprintln!("motcua: {line}");
}
