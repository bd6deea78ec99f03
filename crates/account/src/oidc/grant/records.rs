//! Grants and their codes as they are stored.

use super::{Grant, GrantId};
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::session::SessionId;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use store::{Db, Tx};

const PLACE: &str = "openid_grant.sealed";

/// One grant.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "openid_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client: String,
    pub citizen: Uuid,
    pub session: Uuid,
    pub sealed: String,
    pub begun_at: i64,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

mod code {
    use sea_orm::entity::prelude::*;

    /// One authorization code.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authorization_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub holder: Uuid,
        pub expires_at: i64,
        pub used_at: Option<i64>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes a grant and its code.
pub(in crate::oidc) fn insert(
    tx: &Tx,
    account: &Account,
    grant: &Grant,
    code_digest: Vec<u8>,
    now: Moment,
) -> Result<(), Fault> {
    let text = serde_json::to_vec(&grant.terms).doing("writing a grant")?;
    let place = Place::new(PLACE, grant.id.as_bytes());
    let row = ActiveModel {
        id: Set(grant.id.0),
        client: Set(grant.client.clone()),
        citizen: Set(grant.citizen.0),
        session: Set(grant.session.0),
        sealed: Set(account.cipher.seal(place, &text, &account.chance)?),
        begun_at: Set(now.unix_ms()),
        expires_at: Set(grant.expires_at.unix_ms()),
        revoked_at: Set(None),
    };
    tx.later(&Entity::insert(row));
    let code = code::ActiveModel {
        digest: Set(code_digest),
        holder: Set(grant.id.0),
        expires_at: Set(now.plus(account.settings.openid.code).unix_ms()),
        used_at: Set(None),
    };
    tx.later(&code::Entity::insert(code));
    Ok(())
}

/// What came of a code.
pub(in crate::oidc) enum Redeemed {
    /// It is used up now; this is its grant.
    Now(Box<Grant>),
    /// It was used before: somebody else has it, too (RFC 6749, 4.1.2).
    Before(GrantId),
    /// No code of this client, or over.
    Never,
}

/// Uses a code up. One statement decides which of two uses at once is the first.
pub(in crate::oidc) async fn redeem(
    tx: &Tx,
    account: &Account,
    digest: &[u8],
    client: &str,
    now: Moment,
) -> Result<Redeemed, Fault> {
    const USING: &str = "using a code";
    let used = code::Entity::update_many()
        .col_expr(code::Column::UsedAt, Expr::value(now.unix_ms()))
        .filter(code::Column::Digest.eq(digest.to_vec()))
        .filter(code::Column::UsedAt.is_null())
        .filter(code::Column::ExpiresAt.gt(now.unix_ms()))
        .exec(tx)
        .await
        .db(USING)?;
    let Some(row) = code::Entity::find_by_id(digest.to_vec()).one(tx).await.db(USING)? else {
        return Ok(Redeemed::Never);
    };
    let Some(grant) = load(tx, account, GrantId(row.holder), now).await? else {
        return Ok(Redeemed::Never);
    };
    let was_used = used.rows_affected == 0 && row.used_at.is_some();
    match grant.client == client {
        true if used.rows_affected == 1 => Ok(Redeemed::Now(Box::new(grant))),
        true if was_used => Ok(Redeemed::Before(grant.id)),
        // In another client's hands a code is used up, too: it has been stolen.
        _ => Ok(Redeemed::Never),
    }
}

/// A grant, unless it is over or revoked.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    account: &Account,
    id: GrantId,
    now: Moment,
) -> Result<Option<Grant>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a grant")?;
    let live = row.filter(|row| row.revoked_at.is_none() && row.expires_at > now.unix_ms());
    live.map(|row| open(account, row)).transpose()
}

fn open(account: &Account, row: Model) -> Result<Grant, Fault> {
    let place = Place::new(PLACE, row.id.as_bytes());
    let text = account.cipher.open_text(place, &row.sealed)?;
    Ok(Grant {
        id: GrantId(row.id),
        client: row.client,
        citizen: CitizenId(row.citizen),
        session: SessionId(row.session),
        expires_at: Moment::from_unix_ms(row.expires_at),
        terms: serde_json::from_str(&text).doing("reading a grant")?,
    })
}

/// A grant that is used goes on.
pub(super) fn keep_until(tx: &Tx, id: GrantId, at_least: Moment) {
    let kept = Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(at_least.unix_ms()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::ExpiresAt.lt(at_least.unix_ms()));
    tx.later(&kept);
}

/// Ends a grant with everything that hangs on it.
pub(in crate::oidc) fn revoke(tx: &Tx, id: GrantId, now: Moment) {
    tx.later(&revoking(now).filter(Column::Id.eq(id.0)));
}

/// Ends every grant of a session. Those that were given to go on without it stay (OpenID Connect
/// Back-Channel Logout, 2.7): they hold a refresh token.
pub(in crate::oidc) fn revoke_of_session(tx: &Tx, session: SessionId, now: Moment) {
    let goes_on = super::tokens::holders();
    let revoked = revoking(now).filter(Column::Session.eq(session.0));
    tx.later(&revoked.filter(Column::Id.not_in_subquery(goes_on)));
}

/// Ends every grant of a citizen: somebody else may have given it.
pub(in crate::oidc) fn revoke_of_citizen(tx: &Tx, citizen: CitizenId, now: Moment) {
    tx.later(&revoking(now).filter(Column::Citizen.eq(citizen.0)));
}

/// Ends every grant that a citizen gave a client.
pub(in crate::oidc) fn revoke_of_client(tx: &Tx, citizen: CitizenId, client: &str, now: Moment) {
    let theirs = Column::Citizen.eq(citizen.0).and(Column::Client.eq(client));
    tx.later(&revoking(now).filter(theirs));
}

/// Ends every grant of everybody.
pub(in crate::oidc) fn revoke_all(tx: &Tx, now: Moment) {
    tx.later(&revoking(now));
}

fn revoking(now: Moment) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now.unix_ms()))
        .filter(Column::RevokedAt.is_null())
}

/// Forgets grants, codes and tokens whose time is over.
///
/// # Errors
/// A database that is away.
pub(in crate::oidc) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    const FORGETTING: &str = "forgetting grants";
    let over = Column::ExpiresAt.lt(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db(FORGETTING)?;
    // Codes stay as long as their grant: a late replay must be noticed.
    let live = sea_orm::sea_query::Query::select().column(Column::Id).from(Entity).take();
    code::Entity::delete_many()
        .filter(code::Column::ExpiresAt.lt(now.unix_ms()))
        .filter(code::Column::Holder.not_in_subquery(live))
        .exec(tx)
        .await
        .db(FORGETTING)?;
    super::tokens::sweep(tx, now).await
}
