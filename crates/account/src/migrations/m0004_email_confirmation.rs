//! Mail addresses that wait to be confirmed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, uuid};

store::migration!(EmailConfirmation, "account_0004_email_confirmation");

#[async_trait::async_trait]
impl MigrationTrait for EmailConfirmation {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let confirmation = Table::create()
            .table("email_confirmation")
            .col(uuid("id").primary_key())
            .col(uuid("citizen"))
            .col(text("sealed_email"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("confirmed_at"))
            .take();
        manager.create_table(confirmation).await?;
        store::migrations::create_index(manager, "email_confirmation", &["expires_at"]).await?;
        store::migrations::create_index(manager, "email_confirmation", &["citizen"]).await
    }
}
