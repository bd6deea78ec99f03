//! What citizens are changing in their own accounts.

use super::flow_table;
use sea_orm_migration::prelude::*;

store::migration!(Errand, "account_0011_errand");

#[async_trait::async_trait]
impl MigrationTrait for Errand {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        flow_table::create(manager, "errand").await
    }
}
