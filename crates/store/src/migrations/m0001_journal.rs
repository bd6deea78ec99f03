//! The journal, its seals, which row stands under which seal, and which still waits for one.

use super::append_only::make_append_only;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid};

crate::migration!(Journal, "store_0001_journal");

#[async_trait::async_trait]
impl MigrationTrait for Journal {
    fn use_transaction(&self) -> Option<bool> {
        super::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let journal = Table::create()
            .table("journal")
            .col(uuid("id").primary_key())
            .col(big_integer("at"))
            .col(string_len("actor", 80))
            .col(string_len("subject", 80))
            .col(string_len("event", 60))
            .col(text("detail"))
            .col(binary("hash"))
            .take();
        manager.create_table(journal).await?;
        super::create_index(manager, "journal", &["subject"]).await?;
        let seal = Table::create()
            .table("journal_seal")
            .col(big_integer("number").primary_key())
            .col(big_integer("at"))
            .col(string_len("day", 10))
            .col(big_integer("row_count"))
            .col(binary("previous"))
            .col(binary("hash"))
            .take();
        manager.create_table(seal).await?;
        let link = Table::create()
            .table("journal_link")
            .col(uuid("row_id").primary_key())
            .col(big_integer("seal"))
            .take();
        super::create_keyed_table(manager, link).await?;
        super::create_index(manager, "journal_link", &["seal"]).await?;
        let unsealed =
            Table::create().table("journal_unsealed").col(uuid("row_id").primary_key()).take();
        super::create_keyed_table(manager, unsealed).await?;
        for table in ["journal", "journal_seal", "journal_link"] {
            make_append_only(manager, table).await?;
        }
        Ok(())
    }
}
