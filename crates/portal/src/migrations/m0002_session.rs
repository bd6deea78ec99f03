//! Sessions: who is signed in, in which browser.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, binary_null, string_len, text, uuid};

store::migration!(Session, "portal_0002_session");

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
            .col(uuid("person"))
            .col(string_len("provider", 30))
            .col(binary_null("provider_session"))
            .col(text("sealed"))
            .col(big_integer("begun_at"))
            .col(big_integer("seen_at"))
            .take();
        manager.create_table(session).await?;
        for column in ["person", "provider_session", "seen_at"] {
            store::migrations::create_index(manager, "session", &[column]).await?;
        }
        Ok(())
    }
}
