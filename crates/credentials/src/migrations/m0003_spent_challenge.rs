//! Challenges that were answered: each serves once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len};

store::migration!(SpentChallenge, "credentials_0003_spent_challenge");

#[async_trait::async_trait]
impl MigrationTrait for SpentChallenge {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let spent = Table::create()
            .table("spent_challenge")
            .col(binary("id").primary_key())
            .col(big_integer("spent_at"))
            .col(big_integer("expires_at"))
            .col(string_len("outcome", 120))
            .take();
        store::migrations::create_keyed_table(manager, spent).await?;
        store::migrations::create_index(manager, "spent_challenge", &["expires_at"]).await
    }
}
