//! Node for the browser tool: the machine's where it is new enough, else the one that the
//! npm package `node` carries for this kind of machine, kept in the target folder.
use std::fs;
use std::path::{Path, PathBuf};

use crate::run;
use crate::screen;

/// The oldest that the browser tool, `--test-timeout` and the independent provider run on.
const OLDEST: (u32, u32) = (20, 12);
/// What is fetched where the machine's is older.
const FETCHED: &str = "22.23.3";
/// A copy of the lock file beside the packages says which state they are in.
const STAMP: &str = "journeys/node_modules/.installed-lock.json";

/// Whether npm is needed and not there.
#[must_use]
pub fn needs_npm(root: &Path) -> bool {
    let complete = packages_are_current(root) && node(root).is_some();
    !complete && run::find(&["npm"]).is_none()
}

/// A Node that is new enough, with the packages of the journeys in place.
///
/// # Errors
/// Says what could not be fetched, or what to do where nothing may be installed.
pub fn ready(root: &Path, may_install: bool) -> Result<PathBuf, String> {
    if !may_install && (node(root).is_none() || !packages_are_current(root)) {
        return Err("the journeys' packages are not in place: leave out --skip-setup".to_owned());
    }
    if node(root).is_none() {
        fetch_node(root)?;
    }
    if !packages_are_current(root) {
        install_packages(root)?;
    }
    node(root).ok_or_else(|| "the Node that npm brought does not run here".to_owned())
}

/// The package that carries Node's program for this kind of machine.
fn package() -> String {
    let machine = match std::env::consts::ARCH {
        "aarch64" => "arm64",
        "x86_64" => "x64",
        other => other,
    };
    format!("node-{}-{machine}", std::env::consts::OS)
}

fn fetched(root: &Path) -> PathBuf {
    run::target(root).join("node/node_modules").join(package()).join("bin/node")
}

fn node(root: &Path) -> Option<PathBuf> {
    let here = run::find(&["node", "nodejs"]);
    [here, Some(fetched(root))].into_iter().flatten().find(|node| is_new_enough(node))
}

fn is_new_enough(node: &Path) -> bool {
    run::quiet(run::program(node).arg("--version"))
        .is_ok_and(|said| version(&said).is_some_and(|version| version >= OLDEST))
}

/// Major and minor of `v20.11.1`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn fetch_node(root: &Path) -> Result<(), String> {
    screen::say(&format!("   fetching Node {FETCHED}: the machine has none or an older one"));
    let folder = run::target(root).join("node");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut npm = run::program("npm");
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm.arg("--prefix").arg(&folder).arg(format!("{}@{FETCHED}", package()));
    run::quiet(npm.current_dir(&folder)).map(drop)
}

fn packages_are_current(root: &Path) -> bool {
    let wanted = fs::read(root.join("journeys/package-lock.json"));
    matches!((wanted, fs::read(root.join(STAMP))), (Ok(wanted), Ok(there)) if wanted == there)
}

fn install_packages(root: &Path) -> Result<(), String> {
    screen::say("   installing the packages of the journeys by npm");
    let journeys = root.join("journeys");
    let mut npm = run::program("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&journeys);
    run::quiet(&mut npm)?;
    fs::copy(journeys.join("package-lock.json"), root.join(STAMP))
        .map(drop)
        .map_err(|error| format!("{STAMP}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_major_and_minor() {
        assert_eq!(version("v20.11.1\n"), Some((20, 11)));
        assert!(version("v18.20.4").unwrap() < OLDEST);
        assert!(version("v22.1.0").unwrap() >= OLDEST);
        assert_eq!(version("no node"), None);
    }
}
