//! Officers of the account service: their roles, and when they used their pages last.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string_len, uuid};
use store::migrations::create_keyed_table;

store::migration!(Officer, "account_0014_officer");

#[async_trait::async_trait]
impl MigrationTrait for Officer {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let role = Table::create()
            .table("officer_role")
            .col(uuid("citizen"))
            .col(string_len("role", 20))
            .col(big_integer("granted_at"))
            .primary_key(Index::create().col("citizen").col("role"))
            .take();
        create_keyed_table(manager, role).await?;
        let session = Table::create()
            .table("officer_session")
            .col(uuid("session").primary_key())
            .col(big_integer("used_at"))
            .take();
        create_keyed_table(manager, session).await
    }
}
