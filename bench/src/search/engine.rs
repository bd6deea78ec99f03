//! The search without pages and without a database, on one thread.

use super::varied;
use crate::report::{line, note};
use bench::Trouble;
use portal::search::find::{Asked, find};
use portal::search::index::Index;
use portal::search::vocabulary::{OURS, Vocabulary};
use std::hint::black_box;
use std::time::Duration;
use tokio::time::Instant;

/// How many results a page shows.
const SHOWN: usize = 20;
/// How long one side of a comparison is measured.
const ROUND: Duration = Duration::from_secs(2);
const EACH_SECOND_AT_LEAST: f64 = 5_000.0;
const OF_THE_LOOP_AT_LEAST: f64 = 0.7;

/// Measures so many procedures.
pub(super) fn measure(many: usize) -> Result<(), Trouble> {
    let listed = varied::listed(many)?;
    let exact = varied::exact_words(&listed);
    let vocabulary = Vocabulary::default().read(OURS);
    let vocabulary = vocabulary.map_err(|error| Trouble::Wrong(error.to_string()))?;
    let began = Instant::now();
    let index = Index::build(listed, &vocabulary);
    note(&format!("built in {:.0} ms", began.elapsed().as_secs_f64() * 1e3));
    everyday(&index, many);
    against_the_loop(&index, &exact);
    Ok(())
}

/// What people ask, with slips of the finger.
fn everyday(index: &Index, many: usize) {
    let questions = varied::questions();
    let search = |text: &str| {
        black_box(find(index, &Asked { text, many: SHOWN, ..Asked::default() }));
    };
    questions.iter().for_each(|text| search(text));
    let mut took = Vec::new();
    let began = Instant::now();
    while began.elapsed() < ROUND {
        for text in &questions {
            let began = Instant::now();
            search(text);
            took.push(began.elapsed());
        }
    }
    let each_second = each_second(took.len(), began.elapsed());
    took.sort_unstable();
    let at = |percent: usize| took[took.len() * percent / 100].as_secs_f64() * 1e3;
    let p99 = at(99);
    let p99_at_most = if many > 9_000 { 8.0 } else { 2.0 };
    let is_met = p99 <= p99_at_most && (many != 9_000 || each_second >= EACH_SECOND_AT_LEAST);
    let p50 = at(50);
    line(
        is_met,
        &format!(
            "{each_second:.0} questions/s with slips, p50 {p50:.3} ms, p99 {p99:.3} ms (target at \
             most {p99_at_most} ms, at 9,000 at least {EACH_SECOND_AT_LEAST}/s)"
        ),
    );
}

/// Exact words, against nothing but adding up the same lists and taking the best.
fn against_the_loop(index: &Index, exact: &[String]) {
    let ours = round(exact, |text| {
        black_box(find(index, &Asked { text, many: SHOWN, ..Asked::default() }));
    });
    let read: Vec<Vec<u32>> = exact.iter().map(|text| terms(index, text)).collect();
    let ceiling = round(&read, |terms| {
        black_box(minimal(index, terms));
    });
    let ratio = ours / ceiling;
    line(
        ratio >= OF_THE_LOOP_AT_LEAST,
        &format!("exact words {ratio:.2} of the loop (target {OF_THE_LOOP_AT_LEAST})"),
    );
    note(&format!("{ours:.0}/s, the loop {ceiling:.0}/s"));
}

/// How often a second something is done, each of all in turn.
fn round<T>(all: &[T], each: impl Fn(&T)) -> f64 {
    all.iter().for_each(&each);
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < ROUND {
        all.iter().for_each(&each);
        done += all.len();
    }
    each_second(done, began.elapsed())
}

fn each_second(done: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

fn terms(index: &Index, text: &str) -> Vec<u32> {
    let bare = civic::fold::without_diacritics(text).to_lowercase();
    let words = bare.split(|letter: char| !letter.is_alphanumeric());
    words.filter_map(|word| index.terms.find(word)).collect()
}

/// Adds up where the words and their pairs stand, and takes the best.
fn minimal(index: &Index, terms: &[u32]) -> Vec<(u32, f32)> {
    let mut worth = vec![0.0_f32; index.documents.len()];
    let pairs = terms.windows(2).map(|two| index.pairs.of(two[0], two[1]));
    for postings in terms.iter().map(|term| index.stands.of(*term)).chain(pairs) {
        for posting in postings {
            worth[posting.document() as usize] += posting.worth();
        }
    }
    let mut all: Vec<(u32, f32)> = (0..).zip(worth).filter(|(_, worth)| *worth > 0.0).collect();
    let better = |one: &(u32, f32), other: &(u32, f32)| other.1.total_cmp(&one.1);
    if all.len() > SHOWN {
        all.select_nth_unstable_by(SHOWN - 1, better);
        all.truncate(SHOWN);
    }
    all.sort_unstable_by(better);
    all
}
