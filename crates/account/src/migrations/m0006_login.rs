//! Sign-ins under way.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid};
use store::migrations::count;

store::migration!(Login, "account_0006_login");

#[async_trait::async_trait]
impl MigrationTrait for Login {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let login = Table::create()
            .table("login")
            .col(uuid("id").primary_key())
            .col(binary("visit"))
            .col(string_len("state", 30))
            .col(count("version"))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(login).await?;
        store::migrations::create_index(manager, "login", &["expires_at"]).await
    }
}
