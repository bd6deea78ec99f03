//! Registrations under way.

use super::flow_table;
use sea_orm_migration::prelude::*;

store::migration!(Registration, "account_0002_registration");

#[async_trait::async_trait]
impl MigrationTrait for Registration {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        flow_table::create(manager, "registration").await
    }
}
