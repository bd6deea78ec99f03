//! Whether people find what they mean: everyday phrasings and the procedure each of them means, over
//! the demonstration's catalogue.

use crate::search::find::{Asked, find};
use crate::search::index::Index;
use crate::search::vocabulary::{OURS, Vocabulary};
use crate::testing::Office;
use crate::{catalogue, demonstration};

/// Written by who wrote the search.
const THEIRS: &str = include_str!("../relevance/ours.tsv");
/// Written by somebody who had not seen the search, before anybody ran it; frozen since.
const FROZEN: &str = include_str!("../relevance/frozen.tsv");

/// So many of a hundred are among the first three.
const AT_LEAST: usize = 95;

struct Figures {
    all: usize,
    first: usize,
    among_three: usize,
}

#[expect(clippy::print_stdout, reason = "what was missed is read by whoever tunes the search")]
fn measure(index: &Index, name: &str, phrasings: &str) -> Figures {
    let mut figures = Figures { all: 0, first: 0, among_three: 0 };
    let lines = phrasings.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (text, meant) in lines.map(|line| line.split_once('\t').unwrap()) {
        let meant: Vec<&str> = meant.split(',').collect();
        let found = find(index, &Asked { text, many: 3, ..Asked::default() });
        let code = |at: &u32| index.documents[*at as usize].code.as_str();
        let place = found.best.iter().position(|at| meant.contains(&code(at)));
        figures.all += 1;
        figures.first += usize::from(place == Some(0));
        figures.among_three += usize::from(place.is_some());
        if place.is_none() {
            let found: Vec<_> = found.best.iter().map(code).collect();
            println!("{name}: \"{text}\" means {meant:?} and found {found:?}");
        }
    }
    let Figures { all, first, among_three } = figures;
    println!("{name}: {all} phrasings, top-1 {first}, top-3 {among_three}");
    figures
}

#[tokio::test]
async fn people_find_what_they_mean() {
    let Office { portal, .. } = Office::of(store::testing::sqlite().await).await;
    demonstration::load(&portal, &mut |_| {}).await.unwrap();
    let listed = catalogue::published(portal.store.reader()).await.unwrap();
    let index = Index::build(listed, &Vocabulary::default().read(OURS).unwrap());
    for (name, phrasings) in [("ours", THEIRS), ("frozen", FROZEN)] {
        let Figures { all, among_three, .. } = measure(&index, name, phrasings);
        assert!(all >= 100, "{name}: only {all} phrasings");
        assert!(among_three * 100 >= all * AT_LEAST, "{name}: {among_three} of {all}");
    }
}
