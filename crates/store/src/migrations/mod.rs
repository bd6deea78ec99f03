//! The tables every database of ours has: the journal and the jobs.

pub mod append_only;
mod m0001_journal;
mod m0002_job;

use sea_orm_migration::sea_orm::{DbBackend, DbErr};
use sea_orm_migration::sea_query::{ColumnDef, Index, TableCreateStatement};
use sea_orm_migration::{MigrationTrait, SchemaManager};

/// Each migration is applied whole or not at all, on both engines: a program that dies in the
/// middle of one starts again.
pub const WHOLE: Option<bool> = Some(true);

/// Migrations that each owner of a database puts at the head of its own history.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_journal::Journal), Box::new(m0002_job::Job)]
}

/// Creates a table of short rows that are found by their key. SQLite keeps such rows in the tree of
/// their key; otherwise each would stand in a tree of row numbers with another of keys beside it,
/// and be written twice. PostgreSQL has one way to keep a table.
///
/// # Errors
/// The database refuses the table.
pub async fn create_keyed_table(
    manager: &SchemaManager<'_>,
    mut table: TableCreateStatement,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    manager.create_table(table).await
}

/// A column that counts, of 32 bits. On SQLite, which would call it like one of 64, its declaration
/// says so to whoever reads it.
pub fn count(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.custom("int4").not_null();
    column
}

/// Creates an index over columns of a table, named after both.
///
/// # Errors
/// The database refuses the index.
pub async fn create_index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index.take()).await
}

/// Declares a migration type with its lasting name in the history.
#[macro_export]
macro_rules! migration {
    ($type:ident, $name:literal) => {
        pub(super) struct $type;
        impl ::sea_orm_migration::MigrationName for $type {
            fn name(&self) -> &str {
                $name
            }
        }
    };
}
