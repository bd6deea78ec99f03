//! Forgotten passwords on their way to new ones.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid, uuid_null};
use store::migrations::count;

store::migration!(Recovery, "account_0008_recovery");

#[async_trait::async_trait]
impl MigrationTrait for Recovery {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let recovery = Table::create()
            .table("recovery")
            .col(uuid("id").primary_key())
            .col(binary("visit"))
            .col(uuid_null("citizen"))
            .col(string_len("state", 30))
            .col(count("version"))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(recovery).await?;
        store::migrations::create_index(manager, "recovery", &["expires_at"]).await?;
        store::migrations::create_index(manager, "recovery", &["visit"]).await?;
        store::migrations::create_index(manager, "recovery", &["citizen"]).await
    }
}
