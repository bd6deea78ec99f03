//! What tests need: an empty database on each engine, a clock and chance of their own.

use crate::settings::Durability;
use crate::{Settings, Store};
use ground::{Chance, Clock, Moment, Secret};
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
/// server, on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($name:ident, $story:path) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                $story($crate::testing::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(store) = $crate::testing::postgres().await {
                    $story(store).await;
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
/// Where the server is named but does not answer.
#[expect(clippy::expect_used, reason = "a test without a database cannot go on")]
pub async fn postgres() -> Option<Store> {
    let url = std::env::var("MOTCUA_TEST_POSTGRES").ok()?;
    let settings = Settings {
        url: Secret::new(url),
        schema: format!("t{}", chance().row_id(clock().now()).simple()),
        ..Settings::default()
    };
    Some(Store::open(&settings).await.expect("the PostgreSQL server of the tests"))
}
