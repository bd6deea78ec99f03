//! Installs packages of the system by apt, as root or through sudo; says clearly what is
//! missing where it cannot.
use std::io::IsTerminal;
use std::process::Command;

use crate::run;
use crate::screen;

/// A part of the set-up as a person calls it, and the packages that bring it.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// For messages.
    pub name: &'static str,
    /// Debian's names.
    pub packages: &'static [&'static str],
}

/// The browser without windows and menus, with a font that has every Vietnamese letter.
pub const CHROMIUM: Part = Part {
    name: "Chromium",
    packages: &["chromium-headless-shell", "chromium-sandbox", "fonts-liberation"],
};
/// The database server; the tests start their own throw-away cluster.
pub const POSTGRES: Part = Part { name: "a PostgreSQL server", packages: &["postgresql"] };
/// npm, which brings the packages of the journeys and, where needed, a newer Node.
pub const NPM: Part = Part { name: "npm (with Node)", packages: &["nodejs", "npm"] };

/// How this process may become root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    Root,
    Sudo,
    None,
}

/// Installs the parts, updating apt's lists first.
///
/// # Errors
/// Says what is missing and which command installs it, where this process may not.
pub fn install(parts: &[Part], may_install: bool) -> Result<(), String> {
    let names = parts.iter().map(|part| part.name).collect::<Vec<_>>().join(", ");
    let packages: Vec<&str> = parts.iter().flat_map(|part| part.packages).copied().collect();
    let hint = hint(&names, &packages);
    let has_apt = run::find(&["apt-get"]).is_some();
    let right = right();
    if !may_install || !has_apt || right == Right::None {
        return Err(hint);
    }
    screen::say(&format!("   installing {names} by apt"));
    let with_hint = |reason: String| format!("{reason}\n{hint}");
    // Lists that cannot be renewed may still be good enough: the installation decides.
    if let Err(reason) = run::quiet(apt_get(right).args(["-qq", "update"])) {
        screen::complain(&reason);
    }
    let options = ["-qq", "install", "--yes", "--no-install-recommends"];
    run::quiet(apt_get(right).args(options).args(&packages)).map_err(with_hint)?;
    Ok(())
}

fn hint(names: &str, packages: &[&str]) -> String {
    format!(
        "missing: {names}. Install it as root and run this again:\n    \
         apt-get update && apt-get install --yes {}\n\
         (on another system: the packages of the same purpose)",
        packages.join(" ")
    )
}

fn right() -> Right {
    let is_root = run::quiet(run::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Right::Root;
    }
    if run::find(&["sudo"]).is_none() {
        return Right::None;
    }
    // Somebody at a terminal can be asked for the password; nobody else can.
    let asks = std::io::stdin().is_terminal();
    let silent = run::quiet(run::program("sudo").args(["-n", "true"])).is_ok();
    if asks || silent { Right::Sudo } else { Right::None }
}

fn apt_get(right: Right) -> Command {
    let mut command = match right {
        Right::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            sudo
        }
        Right::Root | Right::None => run::program("apt-get"),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_installed_is_named_with_the_command() {
        let reason = install(&[CHROMIUM, POSTGRES], false).unwrap_err();
        assert!(reason.starts_with("missing: Chromium, a PostgreSQL server."), "{reason}");
        assert!(reason.contains(
            "apt-get install --yes chromium-headless-shell chromium-sandbox fonts-liberation"
        ));
    }
}
