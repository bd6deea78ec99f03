//! Jobs: what must happen after a commit.

use super::count;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, string_len, string_len_null, text, uuid, uuid_null,
};

crate::migration!(Job, "store_0002_job");

#[async_trait::async_trait]
impl MigrationTrait for Job {
    fn use_transaction(&self) -> Option<bool> {
        super::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job = Table::create()
            .table("job")
            .col(uuid("id").primary_key())
            .col(string_len("kind", 60))
            .col(text("payload"))
            .col(string_len("state", 10))
            .col(big_integer("run_at"))
            .col(count("attempts"))
            .col(count("attempts_at_most"))
            .col(uuid_null("lease"))
            .col(big_integer_null("leased_until"))
            .col(string_len_null("last_failure", 200))
            .col(big_integer("created_at"))
            .take();
        super::create_keyed_table(manager, job).await?;
        super::create_index(manager, "job", &["state", "run_at"]).await
    }
}
