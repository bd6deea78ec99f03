//! The OpenID Provider: its keys, requests under way, grants and their tokens, what people agreed
//! to, and which clients a session signed in to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, string_len, text, text_null, uuid, uuid_null,
};
use store::migrations::count;
use store::migrations::{create_index, create_keyed_table};

store::migration!(OpenId, "account_0010_openid");

#[async_trait::async_trait]
impl MigrationTrait for OpenId {
    fn use_transaction(&self) -> Option<bool> {
        store::migrations::WHOLE
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keys(manager).await?;
        requests(manager).await?;
        grants(manager).await?;
        agreements(manager).await
    }
}

async fn keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let signing_key = Table::create()
        .table("signing_key")
        .col(uuid("id").primary_key())
        .col(string_len("algorithm", 5))
        .col(count("number"))
        .col(text("sealed"))
        .col(big_integer("signs_from"))
        .col(big_integer("signs_until"))
        .col(big_integer("gone_at"))
        .index(Index::create().unique().col("algorithm").col("number"))
        .take();
    manager.create_table(signing_key).await?;
    let used_once = Table::create()
        .table("used_once")
        .col(binary("digest").primary_key())
        .col(big_integer("expires_at"))
        .take();
    create_keyed_table(manager, used_once).await?;
    create_index(manager, "used_once", &["expires_at"]).await
}

async fn requests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let request = Table::create()
        .table("openid_request")
        .col(uuid("id").primary_key())
        .col(binary("visit"))
        .col(string_len("client", 60))
        .col(text("sealed"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("answered_at"))
        .take();
    manager.create_table(request).await?;
    create_index(manager, "openid_request", &["visit"]).await?;
    create_index(manager, "openid_request", &["expires_at"]).await?;
    let pushed = Table::create()
        .table("pushed_request")
        .col(binary("digest").primary_key())
        .col(string_len("client", 60))
        .col(text("sealed"))
        .col(big_integer("expires_at"))
        .take();
    create_keyed_table(manager, pushed).await?;
    create_index(manager, "pushed_request", &["expires_at"]).await
}

async fn grants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let grant = Table::create()
        .table("openid_grant")
        .col(uuid("id").primary_key())
        .col(string_len("client", 60))
        .col(uuid("citizen"))
        .col(uuid("session"))
        .col(text("sealed"))
        .col(big_integer("begun_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("revoked_at"))
        .take();
    manager.create_table(grant).await?;
    create_index(manager, "openid_grant", &["session"]).await?;
    create_index(manager, "openid_grant", &["citizen"]).await?;
    create_index(manager, "openid_grant", &["expires_at"]).await?;
    let code = Table::create()
        .table("authorization_code")
        .col(binary("digest").primary_key())
        .col(uuid("holder"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .take();
    create_keyed_table(manager, code).await?;
    let access = Table::create()
        .table("access_token")
        .col(binary("digest").primary_key())
        .col(uuid_null("holder"))
        .col(string_len("client", 60))
        .col(text("scope"))
        .col(text_null("bound_to"))
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .take();
    create_keyed_table(manager, access).await?;
    create_index(manager, "access_token", &["expires_at"]).await?;
    let refresh = Table::create()
        .table("refresh_token")
        .col(binary("digest").primary_key())
        .col(uuid("holder"))
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .take();
    create_keyed_table(manager, refresh).await?;
    for table in ["authorization_code", "refresh_token"] {
        create_index(manager, table, &["expires_at"]).await?;
    }
    Ok(())
}

async fn agreements(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let consent = Table::create()
        .table("consent")
        .col(uuid("citizen"))
        .col(string_len("client", 60))
        .col(text("scopes"))
        .col(big_integer("given_at"))
        .col(big_integer("expires_at"))
        .primary_key(Index::create().col("citizen").col("client"))
        .take();
    create_keyed_table(manager, consent).await?;
    let session_client = Table::create()
        .table("session_client")
        .col(uuid("session"))
        .col(string_len("client", 60))
        .col(big_integer("begun_at"))
        .primary_key(Index::create().col("session").col("client"))
        .take();
    create_keyed_table(manager, session_client).await
}
