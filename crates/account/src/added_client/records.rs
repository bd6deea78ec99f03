//! Clients of the table as they are stored: what they are as JSON, of their secrets digests.

use ground::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder};
use store::{Db, Tx};

/// One client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub settings: String,
    pub secret: Option<Vec<u8>>,
    pub old_secret: Option<Vec<u8>>,
    pub old_until: Option<i64>,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// All of them, by id.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, Fault> {
    Entity::find().order_by_asc(Column::Id).all(db).await.db("reading the clients")
}

/// One of them.
pub(super) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Model>, Fault> {
    Entity::find_by_id(id.to_owned()).one(db).await.db("reading a client")
}

/// Writes one; says whether there was none of its id.
pub(super) async fn insert(tx: &Tx, row: Model) -> Result<bool, Fault> {
    let written = Entity::insert(row.into_active_model().reset_all())
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    Ok(written.db("writing a client")? == 1)
}

/// Writes one over what it was.
pub(super) async fn change(tx: &Tx, row: Model) -> Result<(), Fault> {
    let row = row.into_active_model().reset_all();
    Entity::update(row).exec(tx).await.db("changing a client").map(|_| ())
}

/// Removes one; says whether there was one.
pub(super) async fn delete(tx: &Tx, id: &str) -> Result<bool, Fault> {
    let gone = Entity::delete_by_id(id.to_owned()).exec(tx).await;
    Ok(gone.db("removing a client")?.rows_affected == 1)
}
