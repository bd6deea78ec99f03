//! Opening a database by its URL: the connections and pragmas of each engine.

use crate::Settings;
use crate::calls::Calls;
use crate::connection::Connection;
use crate::flush::Flusher;
use crate::line::Line;
use crate::settings::Durability;
use crate::sqlite::Place;
use ground::Fault;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Which engine a store runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// The file.
    Sqlite(PathBuf),
    /// The schema; empty for the server's own search path.
    Postgres(String),
}

/// A database: one line that writes and several that read on SQLite, one pool on PostgreSQL.
#[derive(Clone)]
pub struct Store {
    pub(crate) writer: Connection,
    reader: Connection,
    pub(crate) engine: Engine,
    pub(crate) settings: Arc<Settings>,
    pub(crate) calls: Arc<Calls>,
}

/// Why a database does not open, in words for the person who runs the program.
#[derive(Debug)]
pub enum OpenError {
    /// The URL is of no engine we know. What it begins with.
    UnknownEngine(String),
    /// The database cannot be reached or refuses us.
    Unreachable(DbErr),
}

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEngine(scheme) => write!(
                out,
                "\"{scheme}\" is no database we know; write sqlite:PATH or \
                 postgres://user:password@host:port/database"
            ),
            Self::Unreachable(error) => write!(out, "the database cannot be reached: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl Store {
    /// Opens the database. On SQLite the file and its folder are made if they are missing.
    ///
    /// # Errors
    /// A URL of no known engine, or a database that cannot be reached.
    pub async fn open(settings: &Settings) -> Result<Self, OpenError> {
        let url = settings.url.reveal();
        let scheme = url.split(':').next().unwrap_or_default();
        match scheme {
            "sqlite" => open_sqlite(settings).await.map_err(OpenError::Unreachable),
            "postgres" | "postgresql" => {
                open_postgres(settings).await.map_err(OpenError::Unreachable)
            }
            other => Err(OpenError::UnknownEngine(other.to_owned())),
        }
    }

    /// For reading, outside a transaction. On SQLite this connection cannot write.
    pub fn reader(&self) -> &Connection {
        &self.reader
    }

    /// For one statement that is a transaction by itself;
    /// [`in_one_statement!`](crate::in_one_statement) is the way to use it.
    pub fn writer(&self) -> &Connection {
        &self.writer
    }

    /// The same store for what nobody waits for, or what only counts: others know at once what it
    /// commits, and on SQLite it lies on the disk within half a second or with the next
    /// commit that is waited for. A killed program loses nothing of it; a power cut may.
    pub fn soon(&self) -> Self {
        Self { writer: self.writer.soon(), ..self.clone() }
    }

    /// Which engine this is, for a log line.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Waits until a job of this kind was written here, or for `at_most`. Says whether one was;
    /// of several who wait for the same kind one is told.
    pub async fn written(&self, kind: &'static str, at_most: Duration) -> bool {
        tokio::time::timeout(at_most, self.calls.called(kind)).await.is_ok()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), Fault> {
        let asked = self.reader.execute_unprepared("SELECT 1").await;
        crate::Db::db(asked.map(|_| ()), "asking the database for a sign of life")
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub async fn close(self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

async fn open_sqlite(settings: &Settings) -> Result<Store, DbErr> {
    let url = settings.url.reveal();
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = Path::new(path.split('?').next().unwrap_or(path)).to_owned();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            DbErr::Custom(format!("the folder {} cannot be made: {error}", folder.display()))
        })?;
    }
    let place = |only_reads| Place { path: path.clone(), only_reads };
    let line = Line::new(place(false));
    let readers = settings.connections.max(1);
    let writer = Connection::of_writer(line.clone());
    let reader = Connection::of_readers((0..readers).map(|_| Line::new(place(true))));
    // The writer first: it makes the file.
    writer.execute_unprepared("SELECT count(*) FROM sqlite_master").await?;
    reader.execute_unprepared("SELECT 1").await?;
    if settings.durability == Durability::Full {
        line.flush_with(Flusher::begin(&path)?);
    }
    let (engine, settings) = (Engine::Sqlite(path), Arc::new(settings.clone()));
    Ok(Store { writer, reader, engine, settings, calls: Arc::default() })
}

async fn open_postgres(settings: &Settings) -> Result<Store, DbErr> {
    let mut options = postgres(settings);
    let (lock, statement) = (settings.lock_timeout, settings.statement_timeout);
    options.max_connections(settings.connections.max(2)).map_sqlx_postgres_opts(move |options| {
        options.options([
            ("lock_timeout", lock.as_ms().to_string()),
            ("statement_timeout", statement.as_ms().to_string()),
        ])
    });
    let pool = Database::connect(options).await?;
    let engine = Engine::Postgres(settings.schema.clone());
    let (writer, reader) = (Connection::of_pool(pool.clone()), Connection::of_pool(pool));
    let settings = Arc::new(settings.clone());
    Ok(Store { writer, reader, engine, settings, calls: Arc::default() })
}

/// Connections of PostgreSQL on which a statement may take as long as it must.
fn postgres(settings: &Settings) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.reveal());
    options
        .min_connections(1)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5))
        .max_lifetime(Duration::from_secs(30 * 60))
        .sqlx_logging(false);
    if !settings.schema.is_empty() {
        options.set_schema_search_path(settings.schema.clone());
    }
    options
}

/// A pool of its own for migrations, which take as long as they must: one connection holds the
/// lock, the other works.
pub(crate) async fn pool_for_migrations(settings: &Settings) -> Result<DatabaseConnection, DbErr> {
    let mut options = postgres(settings);
    options.max_connections(2);
    Database::connect(options).await
}

#[cfg(test)]
mod tests {
    use crate::testing;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};

    /// What `.cargo/config.toml` asks of the build of SQLite: forgotten, it shows nowhere but in
    /// what a registration costs.
    #[tokio::test]
    async fn sqlite_is_built_as_asked() {
        let store = testing::sqlite().await;
        let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
        let rows = store.reader().query_all_raw(asked).await.unwrap();
        let built: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        for wanted in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0"] {
            assert!(built.iter().any(|option| option == wanted), "no {wanted}: {built:?}");
        }
        for unwanted in ["ENABLE_STAT4", "ENABLE_MEMORY_MANAGEMENT"] {
            assert!(built.iter().all(|option| option != unwanted), "{unwanted}: {built:?}");
        }
        testing::remove(store).await;
    }
}
