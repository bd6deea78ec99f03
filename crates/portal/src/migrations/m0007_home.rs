//! What administrators put on the home page, and who they are.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string_len, text, uuid};
use store::migrations::{count, create_index, create_keyed_table};

store::migration!(Home, "portal_0007_home");

#[async_trait::async_trait]
impl MigrationTrait for Home {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let featured = Table::create()
            .table("featured")
            .col(string_len("side", 20))
            .col(count("place"))
            .col(string_len("code", 20))
            .primary_key(Index::create().col("side").col("place"))
            .take();
        create_keyed_table(manager, featured).await?;
        let announcement = Table::create()
            .table("announcement")
            .col(uuid("id").primary_key())
            .col(text("title"))
            .col(text("text"))
            .col(big_integer("written_at"))
            .take();
        manager.create_table(announcement).await?;
        create_index(manager, "announcement", &["written_at"]).await?;
        let administrator = Table::create()
            .table("administrator")
            .col(uuid("person").primary_key())
            .col(big_integer("granted_at"))
            .take();
        create_keyed_table(manager, administrator).await
    }
}
