//! `bench search`: the search by itself at 900, 9,000 and 90,000 procedures, and its page with 9,000
//! of them in a database. The procedures are the demonstration's, varied.

mod engine;
mod page;
mod varied;

use crate::say;
use bench::Trouble;

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    for many in [900, 9_000, 90_000] {
        say(&format!("the search by itself, {many} procedures"));
        engine::measure(many)?;
    }
    say("the page of results, 9,000 procedures");
    page::measure(9_000).await
}
