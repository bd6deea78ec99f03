//! `File`: one connection to a SQLite file, asked on the thread that asks.
//!
//! A statement of ours takes some microseconds, less than two changes of threads; what waits for
//! the disk is done elsewhere (`flush.rs`, and checkpoints in `line.rs`). Rows are handed to the
//! ORM as its proxies', whose values say their type: it is read off the column's declaration. See
//! docs/decisions/0020-sqlite-where-it-is-asked.md.

use crate::fault;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, Statement as Prepared};
use sea_orm::{DbErr, ProxyExecResult, ProxyRow, Statement, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How many prepared statements a connection keeps; more than there are texts of statements.
const STATEMENTS: usize = 500;
/// How long opening waits for others that open, or for the last one that closes.
const OPENED_WITHIN: Duration = Duration::from_secs(10);

/// Which file, and how it is used.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    pub(crate) only_reads: bool,
}

/// An open connection.
pub(crate) struct File(Connection);

/// What a statement brought.
pub(crate) struct Ran {
    pub(crate) rows: Vec<ProxyRow>,
    pub(crate) done: ProxyExecResult,
}

impl File {
    /// Opens the file; makes it where it is missing.
    ///
    /// # Errors
    /// A file that cannot be opened, or is no database.
    pub(crate) fn open(place: &Place) -> Result<Self, DbErr> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&place.path, flags).and_then(|connection| {
            connection.busy_timeout(OPENED_WITHIN)?;
            connection.execute_batch(&pragmas(place.only_reads))?;
            connection.set_prepared_statement_cache_capacity(STATEMENTS);
            Ok(connection)
        });
        opened.map(Self).map_err(fault::of_opening)
    }

    /// From now on whoever meets another program that writes is told so at once, and can wait
    /// without holding a thread.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn waits_for_nobody(&self) -> Result<(), DbErr> {
        self.0.busy_timeout(Duration::ZERO).map_err(fault::of_opening)
    }

    /// Runs one statement to its end.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn run(&self, statement: &Statement) -> Result<Ran, DbErr> {
        self.ran(statement).map_err(fault::of_statement)
    }

    /// Runs one of the words of a transaction.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn say(&self, word: &'static str) -> Result<(), DbErr> {
        let said =
            self.0.prepare_cached(word).and_then(|mut said| said.raw_query().next().map(|_| ()));
        said.map_err(fault::of_statement)
    }

    /// Runs a text of statements without values, parted by semicolons.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn run_text(&self, text: &str) -> Result<ProxyExecResult, DbErr> {
        self.0.execute_batch(text).map_err(fault::of_statement)?;
        Ok(self.done())
    }

    /// Whether a transaction is open.
    pub(crate) fn is_in_transaction(&self) -> bool {
        !self.0.is_autocommit()
    }

    fn ran(&self, statement: &Statement) -> rusqlite::Result<Ran> {
        let mut prepared = self.0.prepare_cached(&statement.sql)?;
        let values = statement.values.iter().flat_map(|values| &values.0);
        for (place, value) in (1..).zip(values) {
            prepared.raw_bind_parameter(place, sent(value)?)?;
        }
        let columns = columns(&prepared);
        let mut rows = Vec::new();
        let mut coming = prepared.raw_query();
        while let Some(row) = coming.next()? {
            rows.push(read(row, &columns)?);
        }
        drop(coming);
        Ok(Ran { rows, done: self.done() })
    }

    /// What the last statement did.
    fn done(&self) -> ProxyExecResult {
        ProxyExecResult { last_insert_id: 0, rows_affected: self.0.changes() }
    }
}

fn pragmas(only_reads: bool) -> String {
    // The writer knows its pages; a reader forgets them with every write of others.
    let (cache, query_only) = if only_reads { ("-512", "on") } else { ("-4096", "off") };
    // "normal": the log is not synced with each commit but by `Flusher`, for all that have
    // committed meanwhile. It checks the log's order at a checkpoint as "full" does.
    // Checkpoints are made by `line.rs`; the number here is for the day that nobody makes any.
    format!(
        "PRAGMA journal_mode = wal; PRAGMA synchronous = normal; PRAGMA foreign_keys = on; \
         PRAGMA temp_store = memory; PRAGMA cache_size = {cache}; \
         PRAGMA wal_autocheckpoint = 65536; PRAGMA journal_size_limit = 67108864; \
         PRAGMA query_only = {query_only};"
    )
}

/// A value as it is bound.
fn sent(value: &Value) -> rusqlite::Result<ToSqlOutput<'_>> {
    let integer = |number: Option<i64>| number.map_or(ValueRef::Null, ValueRef::Integer);
    let bytes = |bytes: Option<_>| bytes.map_or(ValueRef::Null, ValueRef::Blob);
    Ok(ToSqlOutput::Borrowed(match value {
        Value::Bool(truth) => integer(truth.map(i64::from)),
        Value::SmallInt(number) => integer(number.map(i64::from)),
        Value::Int(number) => integer(number.map(i64::from)),
        Value::Unsigned(number) => integer(number.map(i64::from)),
        Value::BigInt(number) => integer(*number),
        // As LIMIT and OFFSET come.
        Value::BigUnsigned(number) => {
            integer(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
        }
        Value::Double(number) => number.map_or(ValueRef::Null, ValueRef::Real),
        Value::String(text) => {
            text.as_ref().map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()))
        }
        Value::Bytes(known) => bytes(known.as_deref()),
        Value::Uuid(id) => bytes(id.as_ref().map(|id| id.as_bytes().as_slice())),
        other => {
            let told = format!("a value that no column of ours holds: {}", kind_of(other));
            return Err(rusqlite::Error::ToSqlConversionFailure(told.into()));
        }
    }))
}

/// The name of a value's type: values may be personal, and are never told.
fn kind_of(value: &Value) -> String {
    let all = format!("{value:?}");
    all.split('(').next().unwrap_or_default().to_owned()
}

/// A column of an answer.
struct Column {
    name: String,
    kind: Kind,
}

/// What a column was declared as in its migration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Small,
    /// 32 bits, see `migrations::count`.
    Count,
    Big,
    Text,
    Bytes,
    Id,
    /// An expression: what it holds says what it is.
    Unknown,
}

fn columns(prepared: &Prepared<'_>) -> Vec<Column> {
    let known = |declared: &str| match declared.to_ascii_lowercase().as_str() {
        "boolean" => Kind::Boolean,
        "smallint" => Kind::Small,
        "int4" => Kind::Count,
        "uuid_text" => Kind::Id,
        declared if declared.contains("int") => Kind::Big,
        declared if declared.starts_with("blob") => Kind::Bytes,
        declared if declared.contains("char") || declared.contains("text") => Kind::Text,
        _ => Kind::Unknown,
    };
    let columns = prepared.columns();
    let columns = columns.iter().map(|column| Column {
        name: column.name().to_owned(),
        kind: column.decl_type().map_or(Kind::Unknown, known),
    });
    columns.collect()
}

fn read(row: &Row<'_>, columns: &[Column]) -> rusqlite::Result<ProxyRow> {
    let mut values = BTreeMap::new();
    for (place, column) in columns.iter().enumerate() {
        let value = match column.kind {
            Kind::Boolean => Value::Bool(row.get(place)?),
            Kind::Small => Value::SmallInt(row.get(place)?),
            Kind::Count => Value::Int(row.get(place)?),
            Kind::Big => Value::BigInt(row.get(place)?),
            Kind::Text => Value::String(row.get(place)?),
            Kind::Bytes => Value::Bytes(row.get(place)?),
            Kind::Id => Value::Uuid(id(row.get_ref(place)?)),
            Kind::Unknown => of_expression(row.get_ref(place)?),
        };
        values.insert(column.name.clone(), value);
    }
    Ok(ProxyRow::new(values))
}

fn id(value: ValueRef<'_>) -> Option<uuid::Uuid> {
    match value {
        ValueRef::Blob(bytes) => uuid::Uuid::from_slice(bytes).ok(),
        _ => None,
    }
}

fn of_expression(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::BigInt(None),
        ValueRef::Integer(number) => Value::BigInt(Some(number)),
        ValueRef::Real(number) => Value::Double(Some(number)),
        ValueRef::Text(text) => Value::String(Some(String::from_utf8_lossy(text).into_owned())),
        ValueRef::Blob(bytes) => Value::Bytes(Some(bytes.to_vec())),
    }
}
