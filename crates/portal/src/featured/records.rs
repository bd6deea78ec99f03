//! The lists as they are stored.

use crate::catalogue::words::Side;
use crate::{catalogue, generation};
use civic::ProcedureCode;
use ground::Fault;
use ground::fault::Doing;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};
use store::{Db, Tx};

/// One place in a list.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "featured")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub code: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The codes of one side, in their order.
///
/// # Errors
/// A database that is away.
pub async fn codes(db: &impl ConnectionTrait, side: Side) -> Result<Vec<ProcedureCode>, Fault> {
    let rows = Entity::find()
        .filter(Column::Side.eq(side.as_str()))
        .order_by_asc(Column::Place)
        .all(db)
        .await
        .db("reading featured procedures")?;
    let code = |row: &Model| ProcedureCode::parse(&row.code).doing("reading a featured code");
    rows.iter().map(code).collect()
}

/// Codes and titles of one side, in their order: of what is shown here and in force.
///
/// # Errors
/// A database that is away.
pub async fn list(db: &impl ConnectionTrait, side: Side) -> Result<Vec<(String, String)>, Fault> {
    catalogue::titles(db, &codes(db, side).await?).await
}

/// Puts these in their order in the place of what was there.
///
/// # Errors
/// A database that is away.
pub async fn set(tx: &Tx, side: Side, codes: &[ProcedureCode]) -> Result<(), Fault> {
    let before = Entity::delete_many().filter(Column::Side.eq(side.as_str())).exec(tx).await;
    before.db("changing what is featured")?;
    let rows = codes.iter().zip(0..).map(|(code, place)| ActiveModel {
        side: Set(side.as_str().to_owned()),
        place: Set(place),
        code: Set(code.to_string()),
    });
    if !codes.is_empty() {
        tx.later(&Entity::insert_many(rows));
    }
    generation::changed(tx, generation::HOME);
    Ok(())
}
