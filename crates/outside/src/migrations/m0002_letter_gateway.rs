//! Which gateway gave the id under which it knows a letter: two may give the same one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_len_null;

store::migration!(LetterGateway, "outside_0002_letter_gateway");

#[async_trait::async_trait]
impl MigrationTrait for LetterGateway {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gateway = string_len_null("gateway", 300);
        manager.alter_table(Table::alter().table("letter").add_column(gateway).take()).await
    }
}
