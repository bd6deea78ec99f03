//! Jobs on both engines: claimed once, given back, buried, claimed again after a crash.

use super::*;
use crate::Store;
use crate::testing::{self, Migrator};
use ground::Span;
use std::collections::HashSet;
use std::time::Duration;

const LEASE: Span = Span::from_seconds(30);

async fn write(store: &Store, count: usize) {
    let (clock, chance) = (testing::clock(), testing::chance());
    crate::in_transaction!(store, |tx| {
        for number in 0..count {
            let job = NewJob {
                kind: "letter",
                payload: serde_json::json!({ "number": number }),
                run_at: clock.now(),
                attempts_at_most: 2,
            };
            enqueue(tx, &job, clock.now(), &chance);
        }
        Ok(())
    })
    .unwrap();
}

async fn eight_workers_share_the_work(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    write(&store, 200).await;
    let work = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let (clock, chance) = (testing::clock(), testing::chance());
            let mut mine = Vec::new();
            loop {
                let jobs = claim(&store, "letter", 10, LEASE, clock.now(), &chance).await.unwrap();
                if jobs.is_empty() && counts(&store).await.unwrap().waiting == 0 {
                    return mine;
                }
                for job in jobs {
                    assert!(crate::in_transaction!(store, |tx| finish(tx, &job).await).unwrap());
                    mine.push(job.payload["number"].as_u64().unwrap());
                }
            }
        })
    });
    let mut all = Vec::new();
    for worker in work.collect::<Vec<_>>() {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), 200, "none twice");
    assert_eq!(all.into_iter().collect::<HashSet<_>>().len(), 200, "none lost");
}

crate::on_both_engines!(no_job_is_done_twice, eight_workers_share_the_work);

async fn a_worker_dies_then_another_fails(store: Store) {
    let (clock, chance) = (testing::clock(), testing::chance());
    store.migrate::<Migrator>().await.unwrap();
    write(&store, 1).await;
    let now = clock.now();
    let other = claim(&store, "another", 1, LEASE, now, &chance).await.unwrap();
    assert!(other.is_empty(), "each worker claims its own kind");
    let lost = claim(&store, "letter", 1, LEASE, now, &chance).await.unwrap().remove(0);
    assert!(
        claim(&store, "letter", 1, LEASE, now, &chance).await.unwrap().is_empty(),
        "in other hands"
    );
    let later = now.plus(LEASE).plus(Span::from_seconds(1));
    let again = claim(&store, "letter", 1, LEASE, later, &chance).await.unwrap().remove(0);
    assert_eq!(again.attempt, 2);
    let finished = crate::in_transaction!(store, |tx| finish(tx, &lost).await).unwrap();
    assert!(!finished, "the first worker's lease is gone");
    let buried =
        crate::in_transaction!(store, |tx| postpone(tx, &again, later, "refused").await).unwrap();
    assert!(buried, "two attempts were allowed");
    assert_eq!(counts(&store).await.unwrap(), Counts { waiting: 0, dead: 1 });
}

crate::on_both_engines!(a_job_outlives_its_worker, a_worker_dies_then_another_fails);

async fn two_kinds_of_work_wait(store: Store) {
    store.migrate::<Migrator>().await.unwrap();
    let long = Duration::from_secs(30);
    let (letters, others) = (store.clone(), store.clone());
    let other = tokio::spawn(async move { others.written("another", long).await });
    tokio::task::yield_now().await;
    write(&store, 2).await;
    assert!(letters.written("letter", long).await, "a call that came before is not lost");
    assert!(!other.is_finished(), "who does another work is not called");
    assert!(!letters.written("letter", Duration::ZERO).await, "one call for one commit");
    other.abort();
}

crate::on_both_engines!(each_work_is_called_by_its_own_jobs, two_kinds_of_work_wait);
