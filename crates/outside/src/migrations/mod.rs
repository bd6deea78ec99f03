//! The table of letters.

mod m0001_letter;
mod m0002_letter_gateway;

use sea_orm_migration::MigrationTrait;

/// Migrations that each owner of a database with letters puts into its own history.
pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001_letter::Letter), Box::new(m0002_letter_gateway::LetterGateway)]
}
