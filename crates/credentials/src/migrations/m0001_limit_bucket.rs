//! Buckets of limits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len};
use store::migrations::count;

store::migration!(LimitBucket, "credentials_0001_limit_bucket");

#[async_trait::async_trait]
impl MigrationTrait for LimitBucket {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bucket = Table::create()
            .table("limit_bucket")
            .col(binary("key").primary_key())
            .col(string_len("kind", 40))
            .col(count("used"))
            .col(big_integer("ends_at"))
            .take();
        store::migrations::create_keyed_table(manager, bucket).await?;
        store::migrations::create_index(manager, "limit_bucket", &["ends_at"]).await
    }
}
