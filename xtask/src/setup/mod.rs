//! Brings what the tests need and the machine lacks: the parts of the Rust toolchain,
//! Chromium, a PostgreSQL server, Node and the packages of the journeys. What is there
//! already is left alone.
use std::fs;
use std::path::{Path, PathBuf};

use crate::run;

pub mod apt;
pub mod node;

/// Names under which a Chromium is installed, the first found is taken: without the windows and
/// menus that nobody sees the stories take three fifths of the time.
const CHROMIUMS: [&str; 5] = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
/// Where Debian keeps one folder per major version of the PostgreSQL server.
const POSTGRES_VERSIONS: &str = "/usr/lib/postgresql";

/// What a run needs; a run of the Rust tests alone needs no browser.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// Whether the browser journeys are to run.
    pub journeys: bool,
    /// Whether missing parts may be installed, or are only complained about.
    pub may_install: bool,
}

/// The programs the tests use.
#[derive(Debug, Clone)]
pub struct Tools {
    /// Folder of `initdb`, `postgres` and `pg_isready`.
    pub postgres: PathBuf,
    /// The browser and Node; only where journeys are to run.
    pub journeys: Option<JourneyTools>,
}

/// The programs of the browser journeys.
#[derive(Debug, Clone)]
pub struct JourneyTools {
    /// A Chromium.
    pub chromium: PathBuf,
    /// A Node that is new enough.
    pub node: PathBuf,
}

/// Finds every tool, installing what is missing.
///
/// # Errors
/// Says what is missing and how a person would install it.
pub fn tools(root: &Path, need: Need) -> Result<Tools, String> {
    toolchain(root, need)?;
    let mut missing = Vec::new();
    if postgres().is_none() {
        missing.push(apt::POSTGRES);
    }
    if need.journeys {
        if chromium().is_none() {
            missing.push(apt::CHROMIUM);
        }
        if node::needs_npm(root) {
            missing.push(apt::NPM);
        }
    }
    if !missing.is_empty() {
        apt::install(&missing, need.may_install)?;
    }
    let postgres = postgres().ok_or("no `initdb` after the installation of PostgreSQL")?;
    let journeys = if need.journeys {
        let chromium = chromium().ok_or("no `chromium` after its installation")?;
        let node = node::ready(root, need.may_install)?;
        Some(JourneyTools { chromium, node })
    } else {
        None
    };
    Ok(Tools { postgres, journeys })
}

/// rustup's minimal profile has neither rustfmt nor clippy.
fn toolchain(root: &Path, need: Need) -> Result<(), String> {
    for component in ["rustfmt", "clippy"] {
        let word = if component == "rustfmt" { "fmt" } else { component };
        if run::quiet(run::cargo(root).args([word, "--version"])).is_ok() {
            continue;
        }
        let hint =
            format!("`cargo {word}` is missing; install it: rustup component add {component}");
        if !need.may_install || run::find(&["rustup"]).is_none() {
            return Err(hint);
        }
        run::quiet(run::program("rustup").args(["component", "add", component]))
            .map_err(|reason| format!("{hint}\n{reason}"))?;
    }
    Ok(())
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("MOTCUA_CHROMIUM").map(PathBuf::from);
    named.filter(|file| file.is_file()).or_else(|| run::find(&CHROMIUMS))
}

/// The folder of the newest PostgreSQL server.
fn postgres() -> Option<PathBuf> {
    let versions = fs::read_dir(POSTGRES_VERSIONS).into_iter().flatten().flatten();
    let newest = versions
        .map(|version| version.path())
        .filter(|version| version.join("bin/initdb").is_file())
        .max_by_key(|version| number(&version.to_string_lossy()));
    let packaged = newest.map(|version| version.join("bin"));
    packaged.or_else(|| run::find(&["initdb"])?.parent().map(Path::to_path_buf))
}

/// The number a path ends with: 15 for `…/15`.
fn number(path: &str) -> u32 {
    path.rsplit('/').next().and_then(|name| name.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(number("/usr/lib/postgresql/15") > number("/usr/lib/postgresql/9"));
        assert_eq!(number("/usr/lib/postgresql/bin"), 0);
    }
}
