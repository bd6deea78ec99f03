//! A case of the desk may be withdrawn after it was approved: by whom, when, and why.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text_null, uuid_null};

store::migration!(WithdrawnCase, "account_0018_withdrawn_case");

#[async_trait::async_trait]
impl MigrationTrait for WithdrawnCase {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            uuid_null("withdrawn_by"),
            big_integer_null("withdrawn_at"),
            text_null("sealed_withdrawal"),
        ];
        for column in columns {
            let adding = Table::alter().table("desk_case").add_column(column).take();
            manager.alter_table(adding).await?;
        }
        Ok(())
    }
}
