//! Between crates every arrow points down: read from the manifests.
use super::Finding;
use crate::source::Source;

/// The house, lowest floor first (ARCHITECTURE.md). A new crate is given its floor here.
const FLOORS: [&[&str]; 5] = [
    &["ground"],
    &["civic", "store", "web"],
    &["credentials", "outside", "papers"],
    &["account", "portal", "sandbox"],
    &["motcua"],
];
/// Parties that may meet only as an OpenID provider and its client, even in tests.
const APART: [&str; 2] = ["account", "portal"];
/// Plays every outside party over the wire; any crate's tests may start it. A crate's tests
/// may also name the crate itself, to switch a feature of its own on.
const PLAYER: &str = "sandbox";

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

/// A dependency line of a manifest.
pub(super) struct Dependency<'a> {
    pub(super) line: usize,
    pub(super) name: &'a str,
    pub(super) for_tests: bool,
}

/// The dependency lines of a manifest, `[dependencies.name]` tables included.
pub(super) fn dependencies(manifest: &str) -> Vec<Dependency<'_>> {
    let mut found = Vec::new();
    let mut section = "";
    for (at, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            if let Some((kind, name)) = section.rsplit_once("dependencies.") {
                let for_tests = kind.ends_with("dev-");
                found.push(Dependency { line: at + 1, name, for_tests });
            }
        } else if section.ends_with("dependencies") && !section.starts_with("workspace") {
            let length = line.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
            let name = line.get(..length.unwrap_or(0)).unwrap_or_default();
            if !name.is_empty() {
                let for_tests = section.ends_with("dev-dependencies");
                found.push(Dependency { line: at + 1, name, for_tests });
            }
        }
    }
    found
}

/// Dependencies that point up or sideways.
#[must_use]
pub fn direction(sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for manifest in sources.iter().filter(|source| source.path.ends_with("/Cargo.toml")) {
        let Some(own) = manifest.crate_name() else { continue };
        let Some(mine) = floor(own) else {
            let says = format!("`{own}` has no floor; name it in xtask/src/tidy/floors.rs");
            found.push(Finding::at(manifest, 1, says));
            continue;
        };
        for dependency in dependencies(&manifest.text) {
            let Some(theirs) = floor(dependency.name) else { continue };
            let apart = APART.contains(&own) && APART.contains(&dependency.name);
            let plays = dependency.for_tests && [PLAYER, own].contains(&dependency.name);
            if apart || (theirs >= mine && !plays) {
                let says = format!(
                    "`{own}` (floor {mine}) may not import `{}` (floor {theirs}): arrows point down",
                    dependency.name
                );
                found.push(Finding::at(manifest, dependency.line, says));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, manifest: &str) -> Vec<usize> {
        let source = Source::new(&format!("crates/{own}/Cargo.toml"), manifest);
        direction(&[source]).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn down_is_fine_up_and_sideways_are_not() {
        let manifest = "[package]\nname = \"web\"\n[dependencies]\nground.workspace = true\n\
                        civic.workspace = true\naccount = { path = \"..\" }\nserde = \"1\"\n";
        assert_eq!(check("web", manifest), [5, 6]);
        assert!(check("motcua", manifest).is_empty());
    }

    #[test]
    fn tests_may_start_the_sandbox_but_account_and_portal_never_meet() {
        let manifest = "[dev-dependencies]\nsandbox.workspace = true\nportal.workspace = true\n";
        assert_eq!(check("account", manifest), [3]);
        assert_eq!(check("account", "[dependencies.sandbox]\nworkspace = true\n"), [1]);
        assert!(check("store", "[dev-dependencies]\nstore.workspace = true\n").is_empty());
    }

    #[test]
    fn a_new_crate_needs_a_floor() {
        assert_eq!(check("attic", ""), [1]);
    }
}
