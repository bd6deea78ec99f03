//! Migrations run under a lock, so that several nodes may start at once.

use crate::open::pool_for_migrations;
use crate::{Db, Engine, Store, history};
use ground::Fault;
use ground::fault::Doing;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use std::fs::File;

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
                let done = history::bring_up::<M>(path).await.db("migrating");
                drop(file);
                done
            }
            Engine::Postgres(schema) => {
                let pool = pool_for_migrations(&self.settings).await;
                let pool = pool.db("opening to migrate")?;
                let done = migrate_postgres::<M>(&pool, schema).await;
                let _ = pool.close().await;
                done
            }
        }
    }

    /// Whether migrations are waiting to be run.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn is_behind<M: MigratorTrait>(&self) -> Result<bool, Fault> {
        if let Engine::Sqlite(path) = &self.engine {
            return history::is_behind::<M>(path).db("reading which migrations have run");
        }
        let pool = pool_for_migrations(&self.settings).await.db("opening to look at migrations")?;
        let pending = M::get_pending_migrations_read_only(&pool).await;
        let _ = pool.close().await;
        pending.map(|pending| !pending.is_empty()).db("reading which migrations have run")
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
