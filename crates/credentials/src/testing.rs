//! What the tests of this crate share.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The store's migrations and this crate's.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        store::migrations::all().into_iter().chain(crate::migrations::all()).collect()
    }
}
