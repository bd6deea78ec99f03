//! The columns that every flow has.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, string_len, text, uuid};
use store::migrations::{count, create_index};

/// The table of a flow with these columns and no other.
pub(super) fn columns(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(uuid("id").primary_key())
        .col(binary("visit"))
        .col(string_len("state", 30))
        .col(count("version"))
        .col(text("sealed"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .take()
}

/// Creates the table of a flow.
pub(super) async fn create(manager: &SchemaManager<'_>, name: &'static str) -> Result<(), DbErr> {
    manager.create_table(columns(name)).await?;
    index(manager, name).await
}

/// Makes flows found by their browser, and by when they are forgotten.
pub(super) async fn index(manager: &SchemaManager<'_>, name: &'static str) -> Result<(), DbErr> {
    create_index(manager, name, &["expires_at"]).await?;
    create_index(manager, name, &["visit"]).await
}
