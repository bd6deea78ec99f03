//! Who administers the portal, as it is stored.

use crate::person::PersonId;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};
use store::{Db, Tx};

/// One administrator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "administrator")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person: Uuid,
    pub granted_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whether a person is one.
pub(super) async fn is(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, Fault> {
    let row = Entity::find_by_id(person.0).one(db).await;
    Ok(row.db("asking who is an administrator")?.is_some())
}

/// Every administrator, the oldest grant first.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<(PersonId, Moment)>, Fault> {
    let rows = Entity::find().order_by_asc(Column::GrantedAt).all(db).await;
    let rows = rows.db("reading administrators")?;
    let read = |row: Model| (PersonId(row.person), Moment::from_unix_ms(row.granted_at));
    Ok(rows.into_iter().map(read).collect())
}

/// Makes a person one. Says whether that is new.
pub(super) async fn insert(tx: &Tx, person: PersonId, now: Moment) -> Result<bool, Fault> {
    let row = ActiveModel { person: Set(person.0), granted_at: Set(now.unix_ms()) };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    Ok(inserted.db("granting administration")? == 1)
}

/// Takes it back. Says whether it was there.
pub(super) async fn delete(tx: &Tx, person: PersonId) -> Result<bool, Fault> {
    let gone = Entity::delete_by_id(person.0).exec(tx).await;
    Ok(gone.db("taking administration back")?.rows_affected == 1)
}
