//! What citizens agreed to, as it is stored: one row for each client.

use crate::citizen::CitizenId;
use ground::{Fault, Moment};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};
use std::collections::BTreeSet;
use store::{Db, Tx};

/// What one citizen agreed that one client may learn.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub citizen: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client: String,
    pub scopes: String,
    pub given_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a citizen agreed that a client may learn, by scope.
pub(super) async fn agreed(
    db: &impl ConnectionTrait,
    citizen: CitizenId,
    client: &str,
    now: Moment,
) -> Result<BTreeSet<String>, Fault> {
    let row = Entity::find_by_id((citizen.0, client.to_owned())).one(db).await;
    let row = row.db("reading what a citizen agreed to")?;
    let live = row.filter(|row| row.expires_at > now.unix_ms());
    Ok(live.map(|row| scopes(&row.scopes)).unwrap_or_default())
}

fn scopes(text: &str) -> BTreeSet<String> {
    text.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

/// Remembers what a citizen agreed to, beside what they agreed to before.
pub(super) async fn agree(
    tx: &Tx,
    (citizen, client): (CitizenId, &str),
    disclosed: &[String],
    now: Moment,
    until: Moment,
) -> Result<(), Fault> {
    let mut all = agreed(tx, citizen, client, now).await?;
    all.extend(disclosed.iter().cloned());
    let row = ActiveModel {
        citizen: Set(citizen.0),
        client: Set(client.to_owned()),
        scopes: Set(all.into_iter().collect::<Vec<_>>().join(" ")),
        given_at: Set(now.unix_ms()),
        expires_at: Set(until.unix_ms()),
    };
    let same = OnConflict::columns([Column::Citizen, Column::Client])
        .update_columns([Column::Scopes, Column::GivenAt, Column::ExpiresAt])
        .to_owned();
    tx.later(&Entity::insert(row).on_conflict(same));
    Ok(())
}

/// One client that a citizen agreed with.
pub struct Agreed {
    /// Which.
    pub client: String,
    /// What it may learn.
    pub scopes: BTreeSet<String>,
    /// When the citizen said so.
    pub given_at: Moment,
}

/// Everything a citizen agreed to, the latest first.
///
/// # Errors
/// A database that is away.
pub async fn all_of(
    db: &impl ConnectionTrait,
    citizen: CitizenId,
    now: Moment,
) -> Result<Vec<Agreed>, Fault> {
    let theirs = Column::Citizen.eq(citizen.0).and(Column::ExpiresAt.gt(now.unix_ms()));
    let rows = Entity::find().filter(theirs).order_by_desc(Column::GivenAt).all(db).await;
    let rows = rows.db("reading what a citizen agreed to")?;
    let agreed = |row: Model| Agreed {
        scopes: scopes(&row.scopes),
        client: row.client,
        given_at: Moment::from_unix_ms(row.given_at),
    };
    Ok(rows.into_iter().map(agreed).collect())
}

/// Takes an agreement back.
pub(super) async fn withdraw(tx: &Tx, citizen: CitizenId, client: &str) -> Result<bool, Fault> {
    let this = Column::Citizen.eq(citizen.0).and(Column::Client.eq(client));
    let gone = Entity::delete_many().filter(this).exec(tx).await;
    Ok(gone.db("taking an agreement back")?.rows_affected == 1)
}

/// Forgets agreements whose time is over.
///
/// # Errors
/// A database that is away.
pub(in crate::oidc) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let over = Column::ExpiresAt.lt(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting agreements")?;
    Ok(())
}

/// Forgets what a citizen agreed to whose account is gone.
///
/// # Errors
/// A database that is away.
pub async fn forget(tx: &Tx, citizen: CitizenId) -> Result<(), Fault> {
    let theirs = Entity::delete_many().filter(Column::Citizen.eq(citizen.0)).exec(tx).await;
    theirs.db("forgetting agreements").map(|_| ())
}
