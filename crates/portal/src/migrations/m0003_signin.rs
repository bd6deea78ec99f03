//! Attempts to sign in that are under way, and logout tokens that counted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid};

store::migration!(Signin, "portal_0003_signin");

#[async_trait::async_trait]
impl MigrationTrait for Signin {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attempt = Table::create()
            .table("signin_attempt")
            .col(uuid("id").primary_key())
            .col(binary("state").unique_key())
            .col(string_len("provider", 30))
            .col(binary("visit"))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(attempt).await?;
        store::migrations::create_index(manager, "signin_attempt", &["expires_at"]).await?;
        let token = Table::create()
            .table("logout_token")
            .col(binary("digest").primary_key())
            .col(big_integer("expires_at"))
            .take();
        store::migrations::create_keyed_table(manager, token).await?;
        store::migrations::create_index(manager, "logout_token", &["expires_at"]).await
    }
}
