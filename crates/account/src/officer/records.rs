//! Roles of officers, and when their pages were used last, as they are stored.

use super::Role;
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::session::SessionId;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder};
use store::{Db, Tx};

/// One role of one officer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "officer_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub citizen: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    pub granted_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

mod used {
    use sea_orm::entity::prelude::*;

    /// When a session was used on an officers' page last.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "officer_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session: Uuid,
        pub used_at: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// The roles of a citizen.
pub(super) async fn roles(
    db: &impl ConnectionTrait,
    citizen: CitizenId,
) -> Result<Vec<Role>, Fault> {
    let rows = Entity::find().filter(Column::Citizen.eq(citizen.0)).all(db).await;
    Ok(rows.db("reading roles")?.iter().filter_map(|row| Role::parse(&row.role)).collect())
}

/// Every role of every officer, the oldest grant first.
pub(super) async fn all(
    db: &impl ConnectionTrait,
) -> Result<Vec<(CitizenId, Role, Moment)>, Fault> {
    let rows = Entity::find().order_by_asc(Column::GrantedAt).all(db).await;
    let read = |row: &Model| {
        let granted_at = Moment::from_unix_ms(row.granted_at);
        Role::parse(&row.role).map(|role| (CitizenId(row.citizen), role, granted_at))
    };
    Ok(rows.db("reading officers")?.iter().filter_map(read).collect())
}

/// Grants a role. Says whether it is new.
pub(super) async fn insert(
    tx: &Tx,
    citizen: CitizenId,
    role: Role,
    now: Moment,
) -> Result<bool, Fault> {
    let row = ActiveModel {
        citizen: Set(citizen.0),
        role: Set(role.as_str().to_owned()),
        granted_at: Set(now.unix_ms()),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    Ok(inserted.db("granting a role")? == 1)
}

/// Takes a role back. Says whether it was there.
pub(super) async fn delete(tx: &Tx, citizen: CitizenId, role: Role) -> Result<bool, Fault> {
    let this = Column::Citizen.eq(citizen.0).and(Column::Role.eq(role.as_str()));
    let gone = Entity::delete_many().filter(this).exec(tx).await;
    Ok(gone.db("taking a role back")?.rows_affected == 1)
}

/// When a session was used on an officers' page last, if it was.
pub(super) async fn used_at(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Option<Moment>, Fault> {
    let row = used::Entity::find_by_id(session.0).one(db).await;
    let row = row.db("reading when an officer was there")?;
    Ok(row.map(|row| Moment::from_unix_ms(row.used_at)))
}

/// Notes that a session is used on an officers' page.
pub(super) fn use_now(tx: &Tx, session: SessionId, now: Moment) {
    let row = used::ActiveModel { session: Set(session.0), used_at: Set(now.unix_ms()) };
    let again =
        OnConflict::column(used::Column::Session).update_column(used::Column::UsedAt).to_owned();
    tx.later(&used::Entity::insert(row).on_conflict(again));
}

/// Forgets sessions that have not been used on an officers' page for long.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    let before = now.minus(account.settings.officer.at_most).unix_ms();
    store::in_transaction!(account.store, |tx| {
        let old =
            used::Entity::delete_many().filter(used::Column::UsedAt.lt(before)).exec(tx).await;
        old.db("forgetting when officers were there").map(|_| ())
    })
}
