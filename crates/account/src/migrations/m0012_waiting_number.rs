//! Telephone numbers that were proved and wait to replace those before.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, uuid};

store::migration!(WaitingNumber, "account_0012_waiting_number");

#[async_trait::async_trait]
impl MigrationTrait for WaitingNumber {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let waiting = Table::create()
            .table("waiting_number")
            .col(uuid("id").primary_key())
            .col(uuid("citizen").unique_key())
            .col(text("sealed_phone"))
            .col(big_integer("due_at"))
            .col(big_integer("created_at"))
            .take();
        manager.create_table(waiting).await?;
        store::migrations::create_index(manager, "waiting_number", &["due_at"]).await
    }
}
