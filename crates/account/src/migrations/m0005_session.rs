//! Sessions, and the browsers they were begun in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, binary_null, string_len, text, text_null, uuid,
};

store::migration!(Session, "account_0005_session");

#[async_trait::async_trait]
impl MigrationTrait for Session {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let session = Table::create()
            .table("session")
            .col(uuid("id").primary_key())
            .col(binary("digest").unique_key())
            .col(binary_null("second_digest"))
            .col(uuid("citizen"))
            .col(text("evidence"))
            .col(uuid("device"))
            .col(string_len("label", 60))
            .col(big_integer("begun_at"))
            .col(big_integer("seen_at"))
            .take();
        store::migrations::create_keyed_table(manager, session).await?;
        for column in ["citizen", "seen_at", "second_digest"] {
            store::migrations::create_index(manager, "session", &[column]).await?;
        }
        let device = Table::create()
            .table("device")
            .col(uuid("id").primary_key())
            .col(uuid("citizen"))
            .col(binary("digest").unique_key())
            .col(string_len("label", 60))
            .col(text_null("sealed_name"))
            .col(big_integer("first_at"))
            .col(big_integer("seen_at"))
            .take();
        store::migrations::create_keyed_table(manager, device).await?;
        for column in ["citizen", "seen_at"] {
            store::migrations::create_index(manager, "device", &[column]).await?;
        }
        Ok(())
    }
}
