//! One-time codes: what is known of each, never the code itself.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, string_len, uuid};
use store::migrations::count;

store::migration!(OneTimeCode, "credentials_0002_one_time_code");

#[async_trait::async_trait]
impl MigrationTrait for OneTimeCode {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let code = Table::create()
            .table("one_time_code")
            .col(uuid("id").primary_key())
            .col(uuid("holder"))
            .col(string_len("purpose", 40))
            .col(count("mint"))
            .col(binary("visit"))
            .col(binary("number"))
            .col(big_integer("minted_at"))
            .col(big_integer("expires_at"))
            .col(count("tries"))
            .col(big_integer_null("tried_at"))
            .col(big_integer_null("used_at"))
            .col(count("sends"))
            .col(big_integer("last_sent_at"))
            .take();
        store::migrations::create_keyed_table(manager, code).await?;
        let one_mint = Index::create()
            .name("one_time_code_mint")
            .table("one_time_code")
            .col("holder")
            .col("purpose")
            .col("mint")
            .unique()
            .take();
        manager.create_index(one_mint).await?;
        store::migrations::create_index(manager, "one_time_code", &["expires_at"]).await?;
        store::migrations::create_index(manager, "one_time_code", &["number"]).await
    }
}
