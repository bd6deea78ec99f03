//! Sign-ins under way.

use super::flow_table;
use sea_orm_migration::prelude::*;

store::migration!(Login, "account_0006_login");

#[async_trait::async_trait]
impl MigrationTrait for Login {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(flow_table::columns("login")).await?;
        store::migrations::create_index(manager, "login", &["expires_at"]).await
    }
}
