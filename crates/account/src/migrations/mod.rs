//! The history of the account service's database: the lower floors' tables first.

mod flow_table;
mod m0001_citizen;
mod m0002_registration;
mod m0003_desk_reference;
mod m0004_email_confirmation;
mod m0005_session;
mod m0006_login;
mod m0008_recovery;
mod m0010_openid;
mod m0011_errand;
mod m0012_waiting_number;
mod m0014_officer;
mod m0015_desk_case;
mod m0017_client;
mod m0018_withdrawn_case;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The whole history.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = store::migrations::all();
        all.extend(credentials::migrations::all());
        all.extend(outside::migrations::all());
        all.push(Box::new(m0001_citizen::Citizen));
        all.push(Box::new(m0002_registration::Registration));
        all.push(Box::new(m0003_desk_reference::DeskReference));
        all.push(Box::new(m0004_email_confirmation::EmailConfirmation));
        all.push(Box::new(m0005_session::Session));
        all.push(Box::new(m0006_login::Login));
        all.push(Box::new(m0008_recovery::Recovery));
        all.push(Box::new(m0010_openid::OpenId));
        all.push(Box::new(m0011_errand::Errand));
        all.push(Box::new(m0012_waiting_number::WaitingNumber));
        all.push(Box::new(m0014_officer::Officer));
        all.push(Box::new(m0015_desk_case::DeskCase));
        all.push(Box::new(m0017_client::Client));
        all.push(Box::new(m0018_withdrawn_case::WithdrawnCase));
        all
    }
}
