//! Requests as they wait: for a person in one browser, or pushed by their client.

use super::{Request, RequestId};
use crate::account::Account;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect};
use store::{Db, Tx};
use web::cookie::Visit;

const PLACE: &str = "openid_request.sealed";

/// How many requests of one browser are looked at for where its forms may lead.
const LOOKED_AT: u64 = 5;

/// A request that waits for a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "openid_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit: Vec<u8>,
    pub client: String,
    pub sealed: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub answered_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

mod pushed_request {
    use sea_orm::entity::prelude::*;

    /// A request that its client pushed (RFC 9126).
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pushed_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub client: String,
        pub sealed: String,
        pub expires_at: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// A request as it waits.
pub(in crate::oidc) struct Waiting {
    /// What is asked for.
    pub(in crate::oidc) request: Request,
    /// When it arrived.
    pub(in crate::oidc) since: Moment,
}

/// Lets a request wait for the person before this browser.
pub(in crate::oidc) fn insert(
    tx: &Tx,
    account: &Account,
    request: &Request,
    visit: &Visit,
    now: Moment,
) -> Result<RequestId, Fault> {
    let id = RequestId::new(now, &account.chance);
    let row = ActiveModel {
        id: Set(id.0),
        visit: Set(visit.digest().to_vec()),
        client: Set(request.client.clone()),
        sealed: Set(seal(account, id.as_bytes(), request)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(account.settings.openid.request).unix_ms()),
        answered_at: Set(None),
    };
    tx.later(&Entity::insert(row));
    Ok(id)
}

/// The request of this id in this browser, unless it is over or answered.
pub(in crate::oidc) async fn load(
    account: &Account,
    id: RequestId,
    visit: &Visit,
    now: Moment,
) -> Result<Option<Waiting>, Fault> {
    let row = Entity::find_by_id(id.0).one(account.store.reader()).await;
    let row = row.db("reading a request for an authorization")?.filter(|row| {
        row.visit == visit.digest() && row.expires_at > now.unix_ms() && row.answered_at.is_none()
    });
    row.map(|row| {
        let request = open(account, row.id.as_bytes(), &row.sealed)?;
        Ok(Waiting { request, since: Moment::from_unix_ms(row.created_at) })
    })
    .transpose()
}

/// Takes a request to answer it: of two answers at once one is given.
pub(in crate::oidc) async fn take(tx: &Tx, id: RequestId, now: Moment) -> Result<bool, Fault> {
    let taken = Entity::update_many()
        .col_expr(Column::AnsweredAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id.0).and(Column::AnsweredAt.is_null()))
        .exec(tx)
        .await
        .db("answering a request for an authorization")?;
    Ok(taken.rows_affected == 1)
}

/// The clients whose requests wait in this browser.
pub(in crate::oidc) async fn clients_waiting(
    account: &Account,
    visit: &Visit,
    now: Moment,
) -> Result<Vec<String>, Fault> {
    let ours = Column::Visit.eq(visit.digest().to_vec()).and(Column::ExpiresAt.gt(now.unix_ms()));
    let rows = Entity::find()
        .filter(ours.and(Column::AnsweredAt.is_null()))
        .order_by_desc(Column::CreatedAt)
        .limit(LOOKED_AT)
        .all(account.store.reader())
        .await
        .db("looking for requests of a browser")?;
    Ok(rows.into_iter().map(|row| row.client).collect())
}

/// Keeps a request that was pushed.
pub(in crate::oidc) async fn push(
    account: &Account,
    digest: &[u8],
    request: &Request,
    now: Moment,
) -> Result<(), Fault> {
    let row = pushed_request::ActiveModel {
        digest: Set(digest.to_vec()),
        client: Set(request.client.clone()),
        sealed: Set(seal(account, digest, request)?),
        expires_at: Set(now.plus(account.settings.openid.pushed_request).unix_ms()),
    };
    store::in_one_statement!(account.store, |db| {
        pushed_request::Entity::insert(row.clone())
            .exec_without_returning(db)
            .await
            .db("keeping a pushed request")
            .map(|_| ())
    })
}

/// Takes a pushed request away: it serves once (RFC 9126, 4), its own client, while it lasts.
pub(in crate::oidc) async fn take_pushed(
    account: &Account,
    digest: &[u8],
    client: &str,
    now: Moment,
) -> Result<Option<Request>, Fault> {
    use pushed_request::Column as Pushed;
    let row = pushed_request::Entity::find_by_id(digest.to_vec()).one(account.store.reader());
    let row = row.await.db("reading a pushed request")?;
    let ours = row.filter(|row| row.client == client && row.expires_at > now.unix_ms());
    let Some(row) = ours else { return Ok(None) };
    let gone = store::in_one_statement!(account.store, |db| {
        let this = Pushed::Digest.eq(digest.to_vec());
        let gone = pushed_request::Entity::delete_many().filter(this).exec(db).await;
        gone.db("taking a pushed request").map(|gone| gone.rows_affected)
    })?;
    (gone == 1).then(|| open(account, digest, &row.sealed)).transpose()
}

/// Forgets requests whose time is over.
///
/// # Errors
/// A database that is away.
pub(in crate::oidc) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let over = Column::ExpiresAt.lt(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting requests")?;
    let over = pushed_request::Column::ExpiresAt.lt(now.unix_ms());
    pushed_request::Entity::delete_many()
        .filter(over)
        .exec(tx)
        .await
        .db("forgetting pushed requests")?;
    Ok(())
}

fn seal(account: &Account, row: &[u8], request: &Request) -> Result<String, Fault> {
    let text = serde_json::to_vec(request).doing("writing a request")?;
    account.cipher.seal(Place::new(PLACE, row), &text, &account.chance)
}

fn open(account: &Account, row: &[u8], sealed: &str) -> Result<Request, Fault> {
    let text = account.cipher.open_text(Place::new(PLACE, row), sealed)?;
    serde_json::from_str(&text).doing("reading a request")
}
