//! Clients that were added by command, beside those of the configuration.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary_null, string_len, text};

store::migration!(Client, "account_0017_client");

#[async_trait::async_trait]
impl MigrationTrait for Client {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let client = Table::create()
            .table("client")
            .col(string_len("id", 60).primary_key())
            .col(text("settings"))
            .col(binary_null("secret"))
            .col(binary_null("old_secret"))
            .col(big_integer_null("old_until"))
            .col(big_integer("changed_at"))
            .take();
        manager.create_table(client).await
    }
}
