//! Units of the province.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string_len, string_len_null, text};

store::migration!(Unit, "portal_0006_unit");

#[async_trait::async_trait]
impl MigrationTrait for Unit {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unit = Table::create()
            .table("unit")
            .col(string_len("code", 40).primary_key())
            .col(string_len("kind", 20))
            .col(text("name"))
            .col(string_len_null("valid_from", 10))
            .col(string_len_null("valid_to", 10))
            .col(string_len("digest", 43))
            .col(text("content"))
            .take();
        manager.create_table(unit).await
    }
}
