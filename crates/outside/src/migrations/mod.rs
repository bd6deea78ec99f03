//! The table of letters.

mod m0001_letter;

use sea_orm_migration::MigrationTrait;

/// Migrations that each owner of a database with letters puts into its own history.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_letter::Letter)]
}
