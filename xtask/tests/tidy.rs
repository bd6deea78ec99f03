//! The rules of the house hold in this tree: the same check as `cargo xtask tidy`.
use xtask::{source, tidy};

#[test]
fn the_house_is_tidy() {
    let sources = source::read_tree(&source::root()).unwrap();
    let shown: Vec<String> = tidy::findings(&sources).iter().map(tidy::Finding::shown).collect();
    assert!(shown.is_empty(), "{} findings:\n{}", shown.len(), shown.join("\n"));
}
