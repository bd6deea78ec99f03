//! Migrations of a SQLite file: which have run, and the others run, each in a transaction.
//!
//! On PostgreSQL the migrator of the ORM's own does this; on SQLite it would bring a second driver.
//! Both keep their history in the same table.

use crate::sqlite::{File, Place};
use async_trait::async_trait;
use sea_orm::{
    DatabaseConnection, DbBackend, DbErr, ProxyDatabaseTrait, ProxyExecResult, ProxyRow, Statement,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS seaql_migrations \
    (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)";

/// The connection that migrates, as migrations ask it.
#[derive(Clone)]
struct Migrating(Arc<Mutex<File>>);

/// Runs the migrations that have not run.
///
/// # Errors
/// One that fails; then nothing of it remains.
pub(crate) async fn bring_up<M: MigratorTrait>(path: &Path) -> Result<(), DbErr> {
    let migrating = Migrating::open(path)?;
    migrating.with(|file| file.run_text(TABLE))?;
    let has_run = migrating.history()?;
    let connection = migrating.connection()?;
    for migration in M::migrations() {
        if has_run.contains(migration.name()) {
            continue;
        }
        migrating.with(|file| file.say("BEGIN IMMEDIATE"))?;
        let outcome = migration.up(&SchemaManager::new(&connection)).await;
        let noted = outcome.and_then(|()| migrating.note(migration.name()));
        let end = if noted.is_ok() { "COMMIT" } else { "ROLLBACK" };
        migrating.with(|file| file.say(end))?;
        noted?;
    }
    Ok(())
}

/// Whether migrations have not run yet.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn is_behind<M: MigratorTrait>(path: &Path) -> Result<bool, DbErr> {
    let has_run = Migrating::open(path)?.history()?;
    Ok(M::migrations().iter().any(|migration| !has_run.contains(migration.name())))
}

impl Migrating {
    fn open(path: &Path) -> Result<Self, DbErr> {
        let file = File::open(&Place { path: path.to_owned(), only_reads: false })?;
        Ok(Self(Arc::new(Mutex::new(file))))
    }

    fn connection(&self) -> Result<DatabaseConnection, DbErr> {
        let proxy: Box<dyn ProxyDatabaseTrait> = Box::new(self.clone());
        sea_orm::ProxyDatabaseConnector::connect(DbBackend::Sqlite, Arc::new(proxy))
    }

    fn with<T>(&self, does: impl FnOnce(&File) -> Result<T, DbErr>) -> Result<T, DbErr> {
        does(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The names of the migrations that have run.
    fn history(&self) -> Result<BTreeSet<String>, DbErr> {
        let sql = "SELECT name FROM sqlite_master WHERE name = 'seaql_migrations'";
        let table = Statement::from_string(DbBackend::Sqlite, sql);
        if self.with(|file| file.run(&table))?.rows.is_empty() {
            return Ok(BTreeSet::new());
        }
        let asked =
            Statement::from_string(DbBackend::Sqlite, "SELECT version FROM seaql_migrations");
        let rows = self.with(|file| file.run(&asked))?.rows;
        rows.iter().map(|row| row.try_get("version")).collect()
    }

    #[expect(clippy::disallowed_methods, reason = "read by people who look after a database")]
    fn note(&self, name: &str) -> Result<(), DbErr> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        let sql = "INSERT INTO seaql_migrations (version, applied_at) VALUES (?, ?)";
        let values = [name.into(), at.into()];
        let noted = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
        self.with(|file| file.run(&noted)).map(|_| ())
    }
}

#[async_trait]
impl ProxyDatabaseTrait for Migrating {
    async fn query(&self, statement: Statement) -> Result<Vec<ProxyRow>, DbErr> {
        self.with(|file| file.run(&statement)).map(|ran| ran.rows)
    }

    async fn execute(&self, statement: Statement) -> Result<ProxyExecResult, DbErr> {
        match statement.values {
            Some(_) => self.with(|file| file.run(&statement)).map(|ran| ran.done),
            None => self.with(|file| file.run_text(&statement.sql)),
        }
    }
}

impl std::fmt::Debug for Migrating {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Migrating(…)")
    }
}
