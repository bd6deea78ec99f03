//! The program is killed at random moments while citizens register, and nothing that was
//! acknowledged is lost: the short form of `bench crash`.
#![expect(clippy::panic, reason = "a test says what it found and ends")]

use bench::crash::{self, Plan};
use std::path::Path;
use std::time::Duration;

async fn storm(database: Option<String>) {
    let plan = Plan {
        kills: 4,
        registrations: 40,
        at_once: 8,
        longest_life: Duration::from_millis(1_200),
        database,
    };
    let binary = Path::new(env!("CARGO_BIN_EXE_motcua"));
    let left = crash::run(binary, &plan).await.unwrap_or_else(|trouble| panic!("{trouble}"));
    assert!(left.registrations >= 40);
    assert!(left.submits >= left.registrations);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_sqlite() {
    storm(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_postgresql() {
    if let Some(url) = store::testing::postgres_url() {
        storm(Some(url)).await;
    }
}
