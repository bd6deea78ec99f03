//! Persons: who has signed in, what their providers know them as, and what they are about to link.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid};

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
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .take();
        manager.create_table(person).await?;
        let identity = Table::create()
            .table("identity")
            .col(uuid("id").primary_key())
            .col(binary("named").unique_key())
            .col(uuid("person"))
            .col(string_len("provider", 30))
            .col(text("sealed"))
            .col(big_integer("linked_at"))
            .take();
        manager.create_table(identity).await?;
        // Two accounts of one provider are two persons to it.
        let one_each = Index::create()
            .name("identity_person_provider")
            .table("identity")
            .col("person")
            .col("provider")
            .unique()
            .take();
        manager.create_index(one_each).await?;
        let offer = Table::create()
            .table("identity_offer")
            .col(uuid("id").primary_key())
            .col(uuid("session"))
            .col(text("sealed"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(offer).await?;
        store::migrations::create_index(manager, "identity_offer", &["expires_at"]).await
    }
}
