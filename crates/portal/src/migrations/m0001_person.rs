//! Persons: who has signed in, as their provider knows them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, text, uuid};

store::migration!(Person, "portal_0001_person");

#[async_trait::async_trait]
impl MigrationTrait for Person {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let person = Table::create()
            .table("person")
            .col(uuid("id").primary_key())
            .col(binary("identity").unique_key())
            .col(text("issuer"))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .take();
        manager.create_table(person).await
    }
}
