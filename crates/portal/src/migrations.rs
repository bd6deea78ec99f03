//! The history of the portal's database: so far the journal and the jobs that every database has.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The whole history.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        store::migrations::all()
    }
}
