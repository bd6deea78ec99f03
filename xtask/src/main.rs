//! `cargo xtask <command>`: reads the command line and calls the command.
use std::process::ExitCode;

use xtask::{screen, source, test, tidy};

const HELP: &str = "\
cargo xtask test [--only rust|journeys|tidy] [--skip-setup]
    Everything that must hold before a change is handed in: format, tidy, clippy,
    Rust tests on SQLite and PostgreSQL, journeys in Chromium. Installs what it needs.
cargo xtask tidy
    The rules of the house that the compiler does not check.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", options @ ..] => test::Wish::from_words(options).and_then(test::run),
        ["tidy"] => tidy::report(&source::root()),
        ["help" | "--help" | "-h"] | [] => {
            screen::say(HELP);
            Ok(())
        }
        other => Err(format!("unknown command: {}\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            screen::complain(&reason);
            ExitCode::FAILURE
        }
    }
}
