//! Letters: what is to be sent, and how far each has come.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, string_len, string_len_null, text, uuid,
};

store::migration!(Letter, "outside_0001_letter");

#[async_trait::async_trait]
impl MigrationTrait for Letter {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let letter = Table::create()
            .table("letter")
            .col(uuid("id").primary_key())
            .col(string_len("channel", 10))
            .col(string_len("kind", 60))
            .col(text("reference"))
            .col(string_len("language", 2))
            .col(text("sealed_address"))
            .col(big_integer("queued_at"))
            .col(big_integer_null("sent_at"))
            .col(big_integer_null("delivered_at"))
            .col(big_integer_null("failed_at"))
            .col(string_len_null("failure", 200))
            .col(string_len_null("provider_id", 80))
            .take();
        manager.create_table(letter).await?;
        store::migrations::create_index(manager, "letter", &["provider_id"]).await?;
        store::migrations::create_index(manager, "letter", &["queued_at"]).await
    }
}
