//! Migrations run under a lock, so that several nodes may start at once.

use crate::{Db, Engine, Store, fault};
use ground::Fault;
use ground::fault::Doing;
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use std::fs::File;
use std::time::Duration;

/// The advisory lock of our migrations on PostgreSQL ("motcua").
const LOCK: i64 = 0x6d6f_7463_7561;

impl Store {
    /// Brings the tables up to date. Others that start at the same time wait.
    ///
    /// # Errors
    /// A migration that fails, or a database that is away.
    pub async fn migrate<M: MigratorTrait>(&self) -> Result<(), Fault> {
        match &self.engine {
            Engine::Sqlite(path) => {
                let lock = path.with_extension("lock");
                let file = File::create(&lock).doing("making the migration lock")?;
                let file = tokio::task::spawn_blocking(move || file.lock().map(|()| file))
                    .await
                    .doing("waiting for the migration lock")?
                    .doing("taking the migration lock")?;
                let pool = self.pool().await?;
                let done = M::up(&pool, None).await.db("migrating");
                let _ = pool.close().await;
                drop(file);
                done
            }
            Engine::Postgres(schema) => migrate_postgres::<M>(&self.pool().await?, schema).await,
        }
    }

    /// Whether migrations are waiting to be run.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn is_behind<M: MigratorTrait>(&self) -> Result<bool, Fault> {
        let pending = M::get_pending_migrations_read_only(&self.pool().await?).await;
        pending.map(|pending| !pending.is_empty()).db("reading which migrations have run")
    }

    /// Migrations know pools only. On SQLite this is one of its own, since its lines are none.
    async fn pool(&self) -> Result<DatabaseConnection, Fault> {
        if let Some(pool) = self.writer.pool() {
            return Ok(pool.clone());
        }
        let Engine::Sqlite(path) = &self.engine else {
            return Err(Fault::impossible("a database without a pool"));
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        pool.map(Into::into).map_err(fault::of_connection).db("opening to migrate")
    }
}

async fn migrate_postgres<M: MigratorTrait>(
    pool: &DatabaseConnection,
    schema: &str,
) -> Result<(), Fault> {
    // The lock lives in a transaction of its own connection: it goes when that ends,
    // even if this process dies.
    let holder = pool.begin().await.db("beginning to migrate")?;
    let backend = holder.get_database_backend();
    let lock = format!("SELECT pg_advisory_xact_lock({LOCK})");
    let lock = Statement::from_string(backend, lock);
    holder.query_one_raw(lock).await.db("waiting for the migration lock")?;
    if !schema.is_empty() {
        let create = format!("CREATE SCHEMA IF NOT EXISTS \"{}\"", schema.replace('"', ""));
        pool.execute_unprepared(&create).await.db("making the schema")?;
    }
    M::up(pool, None).await.db("migrating")?;
    holder.commit().await.db("releasing the migration lock")
}
