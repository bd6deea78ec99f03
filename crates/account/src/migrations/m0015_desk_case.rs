//! Cases of the desk, and the starts on paper that come of them. The database itself refuses that
//! one officer asks and decides, or that anybody asks or decides about their own account.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, string_len, text, text_null, uuid,
    uuid_null,
};
use store::migrations::{count, create_index};

store::migration!(DeskCase, "account_0015_desk_case");

#[async_trait::async_trait]
impl MigrationTrait for DeskCase {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let case = Table::create()
            .table("desk_case")
            .col(uuid("id").primary_key())
            .col(uuid_null("citizen"))
            .col(string_len("state", 10))
            .col(text("sealed"))
            .col(uuid("asked_by"))
            .col(big_integer("asked_at"))
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .col(text_null("sealed_answer"))
            .col(binary_null("paper").unique_key())
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .check(Expr::cust("decided_by IS NULL OR decided_by <> asked_by"))
            .check(Expr::cust("citizen IS NULL OR citizen <> asked_by"))
            .check(Expr::cust("citizen IS NULL OR decided_by IS NULL OR citizen <> decided_by"))
            .check(Expr::cust("paper IS NULL OR decided_by IS NOT NULL"))
            .take();
        manager.create_table(case).await?;
        for column in ["citizen", "state", "asked_by", "expires_at"] {
            create_index(manager, "desk_case", &[column]).await?;
        }
        let start = Table::create()
            .table("paper_start")
            .col(uuid("id").primary_key())
            .col(binary("visit"))
            .col(string_len("state", 30))
            .col(count("version"))
            .col(text("sealed"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .take();
        manager.create_table(start).await?;
        create_index(manager, "paper_start", &["expires_at"]).await
    }
}
