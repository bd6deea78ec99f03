//! The numbers as they are stored.

use ground::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Tx};

/// How often one thing has changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "generation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub number: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// How often one thing has changed.
///
/// # Errors
/// A database that is away.
pub async fn of(db: &impl ConnectionTrait, name: &str) -> Result<u64, Fault> {
    let row = Entity::find_by_id(name).one(db).await.db("asking what changed")?;
    Ok(row.map_or(0, |row| row.number.unsigned_abs()))
}

/// How often anything has.
///
/// # Errors
/// A database that is away.
pub async fn total(db: &impl ConnectionTrait) -> Result<u64, Fault> {
    let rows = Entity::find().all(db).await.db("asking what changed")?;
    Ok(rows.iter().map(|row| row.number.unsigned_abs()).sum())
}

/// Notes that it changed.
pub fn changed(tx: &Tx, name: &str) {
    let first = ActiveModel { name: Set(name.to_owned()), number: Set(1) };
    let more = Expr::col((Entity, Column::Number)).add(1);
    let again = OnConflict::column(Column::Name).value(Column::Number, more).to_owned();
    tx.later(&Entity::insert(first).on_conflict(again));
}
