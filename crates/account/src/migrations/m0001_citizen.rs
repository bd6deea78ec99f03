//! Citizens, their passwords and their recovery codes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, small_integer, string_len, text, text_null,
    uuid,
};

store::migration!(Citizen, "account_0001_citizen");

#[async_trait::async_trait]
impl MigrationTrait for Citizen {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let citizen = Table::create()
            .table("citizen")
            .col(uuid("id").primary_key())
            .col(binary("identity_index").unique_key())
            .col(binary("person_index").unique_key())
            .col(binary("phone_index"))
            .col(boolean("has_old_number"))
            .col(text("sealed_identity"))
            .col(text("sealed_name"))
            .col(text("sealed_birth_date"))
            .col(text("sealed_phone"))
            .col(big_integer_null("phone_lost_at"))
            .col(text_null("sealed_email"))
            .col(big_integer_null("email_confirmed_at"))
            .col(small_integer("assurance"))
            .col(string_len("verifier", 40))
            .col(big_integer("verified_at"))
            .col(big_integer("created_at"))
            .col(big_integer_null("closing_at"))
            .take();
        manager.create_table(citizen).await?;
        store::migrations::create_index(manager, "citizen", &["phone_index"]).await?;
        store::migrations::create_index(manager, "citizen", &["closing_at"]).await?;
        let password = Table::create()
            .table("password")
            .col(uuid("citizen").primary_key())
            .col(text("hash"))
            .col(big_integer("set_at"))
            .col(big_integer_null("disabled_at"))
            .take();
        store::migrations::create_keyed_table(manager, password).await?;
        let recovery = Table::create()
            .table("recovery_code")
            .col(uuid("id").primary_key())
            .col(uuid("citizen"))
            .col(binary("digest"))
            .col(big_integer("made_at"))
            .col(big_integer_null("used_at"))
            .take();
        store::migrations::create_keyed_table(manager, recovery).await?;
        store::migrations::create_index(manager, "recovery_code", &["citizen"]).await
    }
}
