//! `motcua client`: systems that people sign in to, added and removed while the program runs.
#![expect(clippy::unwrap_used, reason = "a test that cannot begin cannot go on")]

use bench::Site;
use std::path::Path;

fn site() -> Site {
    let site = Site::new(Path::new(env!("CARGO_BIN_EXE_motcua"))).unwrap();
    assert!(run(&site, &["migrate"]).0);
    site
}

/// Whether a command went well, and what it said.
fn run(site: &Site, words: &[&str]) -> (bool, String) {
    let config = site.config().display().to_string();
    let output = site.command(&[words, &["--config", &config]].concat()).output().unwrap();
    let said = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn says(site: &Site, words: &[&str], is_well: bool, fragments: &[&str]) -> String {
    let (went_well, said) = run(site, words);
    assert_eq!(went_well, is_well, "{words:?}: {said}");
    for fragment in fragments {
        assert!(said.contains(fragment), "{words:?}: no {fragment:?} in: {said}");
    }
    said
}

const BACK: [&str; 2] = ["--redirect-uri", "https://land.example.vn/callback"];

#[test]
fn a_client_is_added_listed_rotated_and_removed() {
    let site = site();
    let add = ["client", "add", "land", BACK[0], BACK[1], "--name-vi", "Đất đai"];
    let said = says(&site, &add, true, &["\"land\" is added", "this once"]);
    let secret = said.lines().last().unwrap().to_owned();
    assert_eq!(secret.len(), 43, "256 bits: {said}");
    says(&site, &add, false, &["there already"]);
    let listed = says(&site, &["client", "list"], true, &["land: added, with a secret"]);
    assert!(!listed.contains(&secret) && !listed.contains("old one"), "{listed}");
    let rotated = says(&site, &["client", "rotate", "land", "--keep", "1h"], true, &["for 1h"]);
    assert!(!rotated.contains(&secret), "another one");
    says(&site, &["client", "list"], true, &["its old one serves until"]);
    says(&site, &["client", "rotate", "sea"], false, &["\"sea\"", "client list"]);
    says(&site, &["check-config"], true, &["right"]);
    says(&site, &["client", "remove", "land"], true, &["removed"]);
    assert!(!says(&site, &["client", "list"], true, &[]).contains("land"));
}

#[test]
fn a_client_with_keys_has_no_secret() {
    let site = site();
    let file = site.folder().join("keys.json");
    let keys = r#"{"keys":[{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
    std::fs::write(&file, keys).unwrap();
    let file = file.display().to_string();
    let add = ["client", "add", "bank", BACK[0], BACK[1], "--profile", "fapi2"];
    says(&site, &add, false, &["takes no secret", "jwks would be right"]);
    let with_keys = [add.as_slice(), &["--jwks", &file]].concat();
    let said = says(&site, &with_keys, true, &["added"]);
    assert!(!said.contains("secret"), "{said}");
    says(&site, &["client", "rotate", "bank"], false, &["with --jwks"]);
    says(&site, &["client", "rotate", "bank", "--jwks", &file], true, &["new keys"]);
    says(&site, &["client", "rotate", "bank", "--jwks", "/no/such"], false, &["/no/such"]);
}

#[test]
fn a_client_of_both_places_stops_the_start() {
    let site = site();
    says(&site, &["client", "add", "land", BACK[0], BACK[1]], true, &["added"]);
    let table = "\n[[account.clients]]\nid = \"land\"\n\
                 secret = \"0123456789abcdef0123456789abcdef\"\n\
                 redirect_uris = [\"https://land.example.vn/callback\"]\n";
    let before = std::fs::read_to_string(site.config()).unwrap();
    std::fs::write(site.config(), format!("{before}{table}")).unwrap();
    for command in ["serve", "check-config"] {
        says(&site, &[command], false, &["\"land\"", "account.clients", "client remove land"]);
    }
    says(&site, &["client", "remove", "land"], true, &["removed"]);
    says(&site, &["check-config"], true, &["right"]);
}
