//! References people take to the one-stop desk.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string_len, text, uuid};

store::migration!(DeskReference, "account_0003_desk_reference");

#[async_trait::async_trait]
impl MigrationTrait for DeskReference {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reference = Table::create()
            .table("desk_reference")
            .col(uuid("id").primary_key())
            .col(string_len("number", 12).unique_key())
            .col(string_len("reason", 40))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(reference).await?;
        store::migrations::create_index(manager, "desk_reference", &["expires_at"]).await
    }
}
