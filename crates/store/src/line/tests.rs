//! Turns: what goes away leaves nothing, what failed only ends, what is busy is away.

use crate::{Db, in_transaction, testing};
use ground::Fault;
use ground::fault::FaultKind;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::time::Duration;

async fn count(store: &crate::Store) -> i64 {
    let asked = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM t");
    let row = store.reader().query_one_raw(asked).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn write(tx: &crate::Tx, number: i64) -> Result<u64, Fault> {
    let sql = "INSERT INTO t VALUES (?)";
    let one = Statement::from_sql_and_values(DbBackend::Sqlite, sql, [number.into()]);
    tx.execute_raw(one).await.map(|done| done.rows_affected()).db("writing")
}

async fn store() -> crate::Store {
    let store = testing::sqlite().await;
    store.writer().execute_unprepared("CREATE TABLE t (n INTEGER UNIQUE)").await.unwrap();
    store
}

/// The same file as another program opens it.
async fn another_program(store: &crate::Store) -> crate::Store {
    let crate::Engine::Sqlite(path) = &store.engine else { panic!("no file") };
    let url = ground::Secret::new(format!("sqlite:{}", path.display()));
    let settings = crate::Settings { url, ..crate::Settings::default() };
    crate::Store::open(&settings).await.unwrap()
}

#[tokio::test]
async fn whoever_goes_away_leaves_nothing_open() {
    let store = store().await;
    let begun = store.begin().await.unwrap();
    assert_eq!(write(&begun, 1).await.unwrap(), 1);
    drop(begun);
    // The commit of a second one is not waited for.
    let begun = store.begin().await.unwrap();
    write(&begun, 2).await.unwrap();
    let _ = tokio::time::timeout(Duration::ZERO, begun.commit()).await;
    in_transaction!(store, |tx| write(tx, 3).await).unwrap();
    let count = count(&store).await;
    assert!((1..=2).contains(&count), "{count}");
    // Nobody outside waits for the file either.
    let begun = store.begin().await.unwrap();
    write(&begun, 4).await.unwrap();
    drop(begun);
    let other = another_program(&store).await;
    in_transaction!(other, |tx| write(tx, 5).await).unwrap();
}

#[tokio::test]
async fn a_transaction_that_failed_can_only_end() {
    let store = store().await;
    let begun = store.begin().await.unwrap();
    write(&begun, 1).await.unwrap();
    assert!(write(&begun, 1).await.is_err(), "unique");
    assert!(write(&begun, 2).await.is_err(), "as on PostgreSQL");
    assert!(begun.commit().await.is_err());
    assert_eq!(count(&store).await, 0);
}

// Ten seconds of waiting pass at once.
#[tokio::test(start_paused = true)]
async fn a_file_that_others_hold_is_away_and_no_lost_race() {
    let store = store().await;
    let other = another_program(&store).await;
    let begun = other.begin().await.unwrap();
    write(&begun, 1).await.unwrap();
    let mut runs = 0;
    let alone: Result<(), Fault> = crate::in_one_statement!(store, |db| {
        runs += 1;
        let written = db.execute_unprepared("INSERT INTO t VALUES (2)").await;
        written.map(drop).db("writing")
    });
    assert_eq!((alone.unwrap_err().kind(), runs), (FaultKind::Unavailable, 1));
    let together = in_transaction!(store, |tx| write(tx, 3).await);
    assert_eq!(together.unwrap_err().kind(), FaultKind::Unavailable);
}

#[tokio::test]
async fn each_outcome_is_that_of_its_own_statement() {
    let store = store().await;
    let outcome = in_transaction!(store, |tx| {
        write(tx, 1).await?;
        write(tx, 2).await?;
        let none = "UPDATE t SET n = 9 WHERE n = 7";
        tx.execute_unprepared(none).await.map(|done| done.rows_affected()).db("changing")
    });
    assert_eq!(outcome.unwrap(), 0);
}

#[tokio::test]
async fn commits_at_once_share_the_disk_and_are_all_there_afterwards() {
    let store = store().await;
    let crate::Engine::Sqlite(path) = store.engine.clone() else { panic!("no file") };
    let url = ground::Secret::new(format!("sqlite:{}", path.display()));
    let settings = crate::Settings { url, ..crate::Settings::default() };
    assert_eq!(settings.durability, crate::settings::Durability::Full);
    let durable = crate::Store::open(&settings).await.unwrap();
    // More than between two checkpoints.
    let all = (0..1_100).map(|number| {
        let durable = durable.clone();
        tokio::spawn(async move { in_transaction!(durable, |tx| write(tx, number).await) })
    });
    for one in all.collect::<Vec<_>>() {
        assert_eq!(one.await.unwrap().unwrap(), 1);
    }
    assert_eq!(count(&store).await, 1_100);
    durable.close().await;
    assert_eq!(count(&store).await, 1_100);
}

#[tokio::test]
async fn values_come_back_as_they_went() {
    let store = store().await;
    let kinds = "CREATE TABLE kinds (truth boolean, small smallint, count int4, big integer, \
        text varchar(9), bytes blob(1), id uuid_text)";
    store.writer().execute_unprepared(kinds).await.unwrap();
    let id = uuid::Uuid::from_u128(7);
    let full: [sea_orm::Value; 7] = [
        true.into(),
        (-3_i16).into(),
        i32::MAX.into(),
        i64::MIN.into(),
        "Nguyễn".into(),
        vec![0_u8, 255].into(),
        id.into(),
    ];
    let empty = full.clone().map(|value| value.as_null());
    for row in [&full, &empty] {
        let sql = "INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *";
        let asked = Statement::from_sql_and_values(DbBackend::Sqlite, sql, row.iter().cloned());
        let written = store.writer().query_one_raw(asked).await.unwrap().unwrap();
        let is_full = row == &full;
        assert_eq!(written.try_get("", "truth"), Ok(is_full.then_some(true)));
        assert_eq!(written.try_get("", "small"), Ok(is_full.then_some(-3_i16)));
        assert_eq!(written.try_get("", "count"), Ok(is_full.then_some(i32::MAX)));
        assert_eq!(written.try_get("", "big"), Ok(is_full.then_some(i64::MIN)));
        assert_eq!(written.try_get("", "text"), Ok(is_full.then(|| "Nguyễn".to_owned())));
        assert_eq!(written.try_get("", "bytes"), Ok(is_full.then(|| vec![0_u8, 255])));
        assert_eq!(written.try_get("", "id"), Ok(is_full.then_some(id)));
    }
}
