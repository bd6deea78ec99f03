//! `cargo xtask test`: everything that must hold, in the order in which it fails fastest.
use std::env;
use std::ffi::OsString;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use crate::postgres::Cluster;
use crate::run;
use crate::screen::{self, step};
use crate::setup::{self, JourneyTools, Need, Tools};
use crate::source;
use crate::tally::Tally;
use crate::tidy;

/// The variable by which tests learn of the PostgreSQL server.
const POSTGRES: &str = "MOTCUA_TEST_POSTGRES";

/// The variable by which they learn that there must be one.
const DEMANDS_POSTGRES: &str = "MOTCUA_TEST_DEMANDS_POSTGRES";

/// The variable by which they learn how many of them run at once: twice as many as there are cores,
/// since half of the time a test waits for a database.
const THREADS: &str = "RUST_TEST_THREADS";

/// Builds what reads the picture of a challenge in the stories without script. It stands apart from
/// the program, which is never built with this feature; built as the tests are, it costs nothing
/// after them.
const READS_PICTURES: [&str; 6] =
    ["build", "--workspace", "--example", "read_challenge", "--features", "credentials/testing"];

/// A story that hangs is told, not waited for: 15 minutes.
const LONGEST_STORY: &str = "--test-timeout=900000";

/// Which part is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Rust,
    Journeys,
    Tidy,
}

/// What the command line asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    part: Part,
    may_install: bool,
}

impl Wish {
    /// Reads the words after `cargo xtask test`.
    ///
    /// # Errors
    /// Says which word is unknown and which ones there are.
    pub fn from_words(words: &[&str]) -> Result<Self, String> {
        let mut wish = Self { part: Part::All, may_install: true };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--skip-setup" => wish.may_install = false,
                "--only" => {
                    wish.part = match words.next() {
                        Some(&"rust") => Part::Rust,
                        Some(&"journeys") => Part::Journeys,
                        Some(&"tidy") => Part::Tidy,
                        _ => return Err("--only takes rust, journeys or tidy".to_owned()),
                    }
                }
                other => return Err(format!("unknown option {other}: --only PART, --skip-setup")),
            }
        }
        Ok(wish)
    }
}

/// Runs what is wished for; ends with the line `N passed, 0 failed`.
///
/// # Errors
/// Names the first step that failed; the steps after it do not run.
pub fn run(wish: Wish) -> Result<(), String> {
    let began = screen::now();
    let mut tally = Tally::default();
    let outcome = steps(wish, &source::root(), &mut tally);
    let spent = screen::seconds(began.elapsed());
    match outcome {
        Ok(()) => screen::say(&format!("── all steps: done in {spent}\n{}", tally.shown())),
        Err(_) if tally == Tally::default() => {}
        Err(_) => screen::say(&tally.shown()),
    }
    outcome
}

fn steps(wish: Wish, root: &Path, tally: &mut Tally) -> Result<(), String> {
    if wish.part == Part::Tidy {
        return step("tidy", || tidy::report(root));
    }
    let rust = matches!(wish.part, Part::All | Part::Rust);
    let journeys = matches!(wish.part, Part::All | Part::Journeys);
    let need = Need { journeys, may_install: wish.may_install };
    let tools: Tools = step("set-up", || setup::tools(root, need))?;
    if rust {
        step("format", || cargo(root, &["fmt", "--all", "--check"]))?;
        step("tidy", || tidy::report(root))?;
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        step("clippy", || cargo(root, &clippy))?;
    }
    let cluster = step("start PostgreSQL", || Cluster::start(&tools.postgres))?;
    if rust {
        step("Rust tests on SQLite and PostgreSQL", || rust_tests(root, &cluster, tally))?;
    }
    if let Some(browser) = &tools.journeys {
        step("build motcua", || {
            cargo(root, &["build", "--package", "motcua"])?;
            cargo(root, &READS_PICTURES)
        })?;
        step("journeys in Chromium", || browser_tests(root, &tools, browser, &cluster, tally))?;
    }
    step("stop PostgreSQL", || {
        drop(cluster);
        Ok(())
    })
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

fn cargo(root: &Path, words: &[&str]) -> Result<(), String> {
    run::streamed(run::cargo(root).args(words), |_| {})
}

fn rust_tests(root: &Path, cluster: &Cluster, tally: &mut Tally) -> Result<(), String> {
    let mut command = run::cargo(root);
    command.args(["test", "--workspace", "--no-fail-fast"]).env(POSTGRES, cluster.address());
    command.env(DEMANDS_POSTGRES, "1");
    if env::var_os(THREADS).is_none() {
        command.env(THREADS, (2 * cores()).to_string());
    }
    run::streamed(&mut command, |line| tally.read(line))
}

fn browser_tests(
    root: &Path,
    tools: &Tools,
    browser: &JourneyTools,
    cluster: &Cluster,
    tally: &mut Tally,
) -> Result<(), String> {
    let journeys = root.join("journeys");
    let mut command = run::program(&browser.node);
    command
        .args(["--test", "--test-reporter=spec", LONGEST_STORY])
        .arg(format!("--test-concurrency={}", cores() + 1))
        .args(stories(&journeys)?)
        .current_dir(&journeys)
        .env("MOTCUA_BIN", run::target(root).join("debug/motcua"))
        .env("MOTCUA_READ_CHALLENGE", run::target(root).join("debug/examples/read_challenge"))
        .env("MOTCUA_CHROMIUM", &browser.chromium)
        .env("MOTCUA_PSQL", tools.postgres.join("psql"))
        .env(POSTGRES, cluster.address());
    run::streamed(&mut command, |line| tally.read(line))
}

/// The journeys' own tests first, then every story.
fn stories(journeys: &Path) -> Result<Vec<OsString>, String> {
    let mut found = Vec::new();
    for folder in [journeys.join("unit"), journeys.to_path_buf()] {
        let trouble = |error: std::io::Error| format!("{}: {error}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .map_err(trouble)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(trouble)?;
        files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
        files.sort();
        found.extend(files.into_iter().map(PathBuf::into_os_string));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_read() {
        let wish = Wish::from_words(&["--only", "rust", "--skip-setup"]).unwrap();
        assert_eq!(wish.part, Part::Rust);
        assert!(!wish.may_install);
        assert_eq!(Wish::from_words(&[]).unwrap().part, Part::All);
        assert!(Wish::from_words(&["--only", "portal"]).is_err());
        assert!(Wish::from_words(&["--fast"]).unwrap_err().contains("--fast"));
    }
}
