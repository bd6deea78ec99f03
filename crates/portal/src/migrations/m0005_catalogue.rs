//! The catalogue: procedures as they are in force, every version of them, and what agencies made of
//! them here.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, string_len, string_len_null, text, uuid,
    uuid_null,
};
use store::migrations::{count, create_index, create_keyed_table};

store::migration!(Catalogue, "portal_0005_catalogue");

/// Room for a code and what may come of it.
const CODE: u32 = 20;

/// Room for SHA-256 in base64url.
const DIGEST: u32 = 43;

#[async_trait::async_trait]
impl MigrationTrait for Catalogue {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(procedure()).await?;
        create_index(manager, "procedure", &["field"]).await?;
        manager.create_table(version()).await?;
        create_index(manager, "procedure_version", &["is_waiting", "effective_from"]).await?;
        create_index(manager, "procedure_version", &["written_at"]).await?;
        manager.create_table(configuration()).await?;
        create_index(manager, "configuration", &["code", "number"]).await?;
        let staged = Table::create()
            .table("staged_procedure")
            .col(uuid("run"))
            .col(string_len("code", CODE))
            .col(string_len("digest", DIGEST))
            .col(text("content"))
            .primary_key(Index::create().col("run").col("code"))
            .take();
        manager.create_table(staged).await?;
        let generation = Table::create()
            .table("generation")
            .col(string_len("name", 20).primary_key())
            .col(big_integer("number"))
            .take();
        create_keyed_table(manager, generation).await
    }
}

/// What is in force, with what lists and the search read beside it.
fn procedure() -> TableCreateStatement {
    Table::create()
        .table("procedure")
        .col(string_len("code", CODE).primary_key())
        .col(text("title"))
        .col(text("aliases"))
        .col(text("keywords"))
        .col(text("field"))
        .col(text("ministry"))
        .col(text("levels"))
        .col(text("audiences"))
        .col(text("life_events"))
        .col(string_len("online_level", CODE))
        .col(boolean_null("has_fee"))
        .col(count("limit_value").null())
        .col(string_len_null("limit_unit", CODE))
        .col(boolean("is_offered"))
        .col(boolean("is_published"))
        .col(boolean("is_withdrawn"))
        .col(count("uses"))
        .col(count("version"))
        .col(count("configuration"))
        .col(big_integer("changed_at"))
        .take()
}

/// What was published nationally, from which day on.
fn version() -> TableCreateStatement {
    Table::create()
        .table("procedure_version")
        .col(string_len("code", CODE))
        .col(count("number"))
        .col(string_len("effective_from", 10))
        .col(boolean("is_waiting"))
        .col(string_len("digest", DIGEST))
        .col(text("content"))
        .col(big_integer("written_at"))
        .primary_key(Index::create().col("code").col("number"))
        .take()
}

/// What an agency made of it here, from which day on; one officer proposes it, another decides.
fn configuration() -> TableCreateStatement {
    Table::create()
        .table("configuration")
        .col(uuid("id").primary_key())
        .col(string_len("code", CODE))
        .col(count("number"))
        .col(string_len("effective_from", 10))
        .col(text("content"))
        .col(uuid("proposed_by"))
        .col(big_integer("proposed_at"))
        .col(uuid_null("decided_by"))
        .col(big_integer_null("decided_at"))
        .col(string_len("state", CODE))
        .check(Expr::cust("decided_by IS NULL OR decided_by <> proposed_by"))
        .take()
}
