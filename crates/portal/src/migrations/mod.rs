//! The history of the portal's database: the lower floors' tables first.

mod m0001_person;
mod m0002_session;
mod m0003_signin;
mod m0004_signed_out;
mod m0005_catalogue;
mod m0006_unit;
mod m0007_home;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The whole history.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = store::migrations::all();
        all.extend(credentials::migrations::limits());
        all.push(Box::new(m0001_person::Person));
        all.push(Box::new(m0002_session::Session));
        all.push(Box::new(m0003_signin::Signin));
        all.push(Box::new(m0004_signed_out::SignedOut));
        all.push(Box::new(m0005_catalogue::Catalogue));
        all.push(Box::new(m0006_unit::Unit));
        all.push(Box::new(m0007_home::Home));
        all
    }
}
