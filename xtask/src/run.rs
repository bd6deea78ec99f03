//! Starts other programs: streamed through while their lines are read, or quietly.
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::screen;

/// A program with nothing on its standard input, so that nothing waits for a person.
#[must_use]
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null());
    command
}

/// The cargo that started us, in `root`, without the variables it set for us alone:
/// they would make build scripts run again.
#[must_use]
pub fn cargo(root: &Path) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        let shown = name.to_string_lossy().into_owned();
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if ours.iter().any(|prefix| shown.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a program to its end, showing its output; each line of its standard output goes
/// to `read` as well.
///
/// # Errors
/// Names the program when it cannot be started or ends with a failure.
pub fn streamed(command: &mut Command, mut read: impl FnMut(&str)) -> Result<(), String> {
    let name = shown(command);
    let trouble = |error: std::io::Error| format!("`{name}`: {error}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(trouble)?;
    if let Some(out) = child.stdout.take() {
        let mut lines = BufReader::new(out);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(trouble)? > 0 {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']);
            screen::say(text);
            read(text);
            line.clear();
        }
    }
    let status = child.wait().map_err(trouble)?;
    if status.success() { Ok(()) } else { Err(format!("`{name}` ended with {status}")) }
}

/// Runs a program to its end and answers its standard output.
///
/// # Errors
/// Names the program and what it said when it cannot be started or fails.
pub fn quiet(command: &mut Command) -> Result<String, String> {
    let name = shown(command);
    let output = command.output().map_err(|error| format!("`{name}`: {error}"))?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(out);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{name}` ended with {}\n{out}{said}", output.status))
}

/// The first of `names` that is an executable file in a folder of `PATH`.
#[must_use]
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// Where cargo puts what it builds.
#[must_use]
pub fn target(root: &Path) -> PathBuf {
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args().take(6));
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_failure_is_told() {
        let mut lines = Vec::new();
        let outcome = streamed(program("sh").args(["-c", "echo a; echo b; exit 3"]), |line| {
            lines.push(line.to_owned());
        });
        assert_eq!(lines, ["a", "b"]);
        assert!(outcome.unwrap_err().contains("exit status: 3"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let reason = quiet(&mut program("no-such-program-here")).unwrap_err();
        assert!(reason.contains("no-such-program-here"));
        assert_eq!(find(&["no-such-program-here"]), None);
        assert!(find(&["no-such-program-here", "sh"]).is_some());
    }
}
