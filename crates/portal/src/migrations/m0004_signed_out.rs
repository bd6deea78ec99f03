//! Whom a provider has signed out of late: what was under way then must not begin a session.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary};

store::migration!(SignedOut, "portal_0004_signed_out");

#[async_trait::async_trait]
impl MigrationTrait for SignedOut {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let signed_out = Table::create()
            .table("signed_out")
            .col(binary("whose").primary_key())
            .col(big_integer("at"))
            .col(big_integer("expires_at"))
            .take();
        store::migrations::create_keyed_table(manager, signed_out).await?;
        store::migrations::create_index(manager, "signed_out", &["expires_at"]).await
    }
}
