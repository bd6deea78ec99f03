//! The tables every database of ours has: the journal and the jobs.

pub mod append_only;
mod m0001_journal;
mod m0002_job;

use sea_orm_migration::MigrationTrait;

/// Each migration is applied whole or not at all, on both engines: a program that dies in the
/// middle of one starts again.
pub const WHOLE: Option<bool> = Some(true);

/// Migrations that each owner of a database puts at the head of its own history.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_journal::Journal), Box::new(m0002_job::Job)]
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
