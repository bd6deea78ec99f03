//! What tests need: an empty database on each engine, a clock and chance of their own.

use crate::settings::Durability;
use crate::{Engine, Settings, Store};
use ground::{Chance, Clock, Moment, Secret};
use sea_orm::ConnectionTrait;
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use std::time::{SystemTime, UNIX_EPOCH};

/// The migrations of this crate alone.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        crate::migrations::all()
    }
}

/// Declares a test that runs one story on SQLite and, where `MOTCUA_TEST_POSTGRES` names a
/// server, on PostgreSQL. Where `MOTCUA_TEST_DEMANDS_POSTGRES` is set a missing server fails the
/// test. The database of a story that went well is removed.
#[macro_export]
macro_rules! on_both_engines {
    ($name:ident, $story:path) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let store = $crate::testing::sqlite().await;
                $story(store.clone()).await;
                $crate::testing::remove(store).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(store) = $crate::testing::postgres().await {
                    $story(store.clone()).await;
                    $crate::testing::remove(store).await;
                }
            }
        }
    };
}

/// The real time.
#[expect(clippy::disallowed_methods, reason = "tests make their own clock")]
pub fn clock() -> Clock {
    Clock::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment::from_unix_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}

/// Real chance.
#[expect(clippy::disallowed_methods, reason = "tests make their own chance")]
#[expect(clippy::expect_used, reason = "a test without chance cannot go on")]
pub fn chance() -> Chance {
    Chance::new(|buffer| aws_lc_rs::rand::fill(buffer).expect("the system gives chance"))
}

/// An empty SQLite database in the system's folder for temporary files.
///
/// # Panics
/// Where it cannot be made.
#[expect(clippy::expect_used, reason = "a test without a database cannot go on")]
pub async fn sqlite() -> Store {
    let name = chance().row_id(clock().now());
    let path = std::env::temp_dir().join("motcua-tests").join(format!("{name}.db"));
    let settings = Settings {
        url: Secret::new(format!("sqlite:{}", path.display())),
        durability: Durability::Normal,
        ..Settings::default()
    };
    Store::open(&settings).await.expect("an empty SQLite database")
}

/// An empty schema on the PostgreSQL server that `MOTCUA_TEST_POSTGRES` names, if it does.
///
/// # Panics
/// Where the server is named but does not answer, or none is named and one is demanded.
#[expect(clippy::expect_used, reason = "a test without a database cannot go on")]
pub async fn postgres() -> Option<Store> {
    let url = postgres_url()?;
    let settings = Settings {
        url: Secret::new(url),
        schema: format!("t{}", chance().row_id(clock().now()).simple()),
        ..Settings::default()
    };
    Some(Store::open(&settings).await.expect("the PostgreSQL server of the tests"))
}

/// The PostgreSQL server of the tests, if `MOTCUA_TEST_POSTGRES` names one.
///
/// # Panics
/// Where it names none and `MOTCUA_TEST_DEMANDS_POSTGRES` is set: a test that is passed over must
/// not look like one that holds.
#[expect(clippy::print_stderr, reason = "shown beside the test that was passed over")]
pub fn postgres_url() -> Option<String> {
    let url = std::env::var("MOTCUA_TEST_POSTGRES").ok();
    if url.is_none() {
        let is_demanded = std::env::var_os("MOTCUA_TEST_DEMANDS_POSTGRES").is_some();
        assert!(
            !is_demanded,
            "MOTCUA_TEST_DEMANDS_POSTGRES is set, but MOTCUA_TEST_POSTGRES names no server"
        );
        eprintln!("passed over: MOTCUA_TEST_POSTGRES names no server");
    }
    url
}

/// Removes the database of a test, as far as that goes at once.
pub async fn remove(store: Store) {
    match store.engine.clone() {
        Engine::Sqlite(path) => {
            store.close().await;
            for ending in ["db", "db-wal", "db-shm", "lock"] {
                let _ = std::fs::remove_file(path.with_extension(ending));
            }
        }
        Engine::Postgres(schema) => {
            let drop = format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE");
            let _ = store.writer.execute_unprepared(&drop).await;
            store.close().await;
        }
    }
}
