//! Tokens as they are stored: a digest, what it is bound to, and the grant it hangs on.

use super::{Access, FORGIVEN, Refresh, Refreshed};
use crate::account::Account;
use crate::oidc::grant::{GrantId, records};
use ground::{Fault, Moment};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use store::{Db, Tx};

/// One access token.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub holder: Option<Uuid>,
    pub client: String,
    pub scope: String,
    pub bound_to: Option<String>,
    pub issued_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

mod refresh_token {
    use sea_orm::entity::prelude::*;

    /// One refresh token.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "refresh_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub holder: Uuid,
        pub issued_at: i64,
        pub expires_at: i64,
        pub used_at: Option<i64>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes an access token.
pub(in crate::oidc) fn insert_access(tx: &Tx, digest: Vec<u8>, token: &Access) {
    let row = ActiveModel {
        digest: Set(digest),
        holder: Set(token.grant.as_ref().map(|grant| grant.id.0)),
        client: Set(token.client.clone()),
        scope: Set(token.scope.clone()),
        bound_to: Set(token.bound_to.clone()),
        issued_at: Set(token.issued_at.unix_ms()),
        expires_at: Set(token.expires_at.unix_ms()),
    };
    tx.later(&Entity::insert(row));
}

/// The access token of this digest, unless it, or what it hangs on, is over.
pub(in crate::oidc) async fn access(
    account: &Account,
    digest: &[u8],
    now: Moment,
) -> Result<Option<Access>, Fault> {
    let db = account.store.reader();
    let row = Entity::find_by_id(digest.to_vec()).one(db).await.db("reading an access token")?;
    let Some(row) = row.filter(|row| row.expires_at > now.unix_ms()) else { return Ok(None) };
    let grant = match row.holder {
        None => None,
        Some(holder) => match records::load(db, account, GrantId(holder), now).await? {
            None => return Ok(None),
            grant => grant,
        },
    };
    Ok(Some(Access {
        client: row.client,
        scope: row.scope,
        bound_to: row.bound_to,
        issued_at: Moment::from_unix_ms(row.issued_at),
        expires_at: Moment::from_unix_ms(row.expires_at),
        grant,
    }))
}

/// Takes an access token back.
pub(in crate::oidc) fn forget_access(tx: &Tx, digest: &[u8]) {
    tx.later(&Entity::delete_many().filter(Column::Digest.eq(digest.to_vec())));
}

/// Writes a refresh token; its grant lasts at least as long.
pub(in crate::oidc) fn insert_refresh(tx: &Tx, digest: Vec<u8>, token: &Refresh) {
    let row = refresh_token::ActiveModel {
        digest: Set(digest),
        holder: Set(token.grant.id.0),
        issued_at: Set(token.issued_at.unix_ms()),
        expires_at: Set(token.expires_at.unix_ms()),
        used_at: Set(token.used_at.map(Moment::unix_ms)),
    };
    tx.later(&refresh_token::Entity::insert(row));
    records::keep_until(tx, token.grant.id, token.expires_at);
}

/// The refresh token of this digest, unless it, or its grant, is over.
pub(in crate::oidc) async fn load_refresh(
    db: &impl ConnectionTrait,
    account: &Account,
    digest: &[u8],
    now: Moment,
) -> Result<Option<Refresh>, Fault> {
    let row = refresh_token::Entity::find_by_id(digest.to_vec()).one(db).await;
    let row = row.db("reading a refresh token")?.filter(|row| row.expires_at > now.unix_ms());
    let Some(row) = row else { return Ok(None) };
    let grant = records::load(db, account, GrantId(row.holder), now).await?;
    Ok(grant.map(|grant| Refresh {
        issued_at: Moment::from_unix_ms(row.issued_at),
        expires_at: Moment::from_unix_ms(row.expires_at),
        used_at: row.used_at.map(Moment::from_unix_ms),
        grant,
    }))
}

/// Looks at a refresh token. Whoever lost the answer to one may ask again for a few seconds.
pub(in crate::oidc) async fn refresh(
    tx: &Tx,
    account: &Account,
    digest: &[u8],
    client: &str,
    now: Moment,
) -> Result<Refreshed, Fault> {
    let token = load_refresh(tx, account, digest, now).await?;
    let Some(token) = token.filter(|token| token.grant.client == client) else {
        return Ok(Refreshed::Never);
    };
    let is_old = token.used_at.is_some_and(|at| now.since(at) > FORGIVEN);
    Ok(if is_old { Refreshed::Before(Box::new(token)) } else { Refreshed::Now(Box::new(token)) })
}

/// Uses a refresh token up, where everything about its request was right.
pub(in crate::oidc) fn use_refresh_up(tx: &Tx, digest: &[u8], now: Moment) {
    use refresh_token::Column as Token;
    let used = refresh_token::Entity::update_many()
        .col_expr(Token::UsedAt, Expr::value(now.unix_ms()))
        .filter(Token::Digest.eq(digest.to_vec()).and(Token::UsedAt.is_null()));
    tx.later(&used);
}

/// The grants that have a refresh token.
pub(in crate::oidc::grant) fn holders() -> SelectStatement {
    Query::select().column(refresh_token::Column::Holder).from(refresh_token::Entity).take()
}

/// Forgets tokens whose time is over.
pub(in crate::oidc::grant) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    const FORGETTING: &str = "forgetting tokens";
    let over = Column::ExpiresAt.lt(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db(FORGETTING)?;
    let over = refresh_token::Column::ExpiresAt.lt(now.unix_ms());
    refresh_token::Entity::delete_many().filter(over).exec(tx).await.db(FORGETTING)?;
    Ok(())
}
