//! Forgotten passwords on their way to new ones.

use super::flow_table;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid_null;

store::migration!(Recovery, "account_0008_recovery");

#[async_trait::async_trait]
impl MigrationTrait for Recovery {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut recovery = flow_table::columns("recovery");
        manager.create_table(recovery.col(uuid_null("citizen")).take()).await?;
        flow_table::index(manager, "recovery").await?;
        store::migrations::create_index(manager, "recovery", &["citizen"]).await
    }
}
