//! Units as they are stored.

use super::unit::Unit;
use ground::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use std::collections::{BTreeMap, BTreeSet};
use store::{Db, Tx};

/// One unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub kind: String,
    pub name: String,
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
    pub digest: String,
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The codes of all units, also of those that are no more.
///
/// # Errors
/// A database that is away.
pub async fn codes(db: &impl ConnectionTrait) -> Result<BTreeSet<String>, Fault> {
    Ok(digests(db).await?.into_keys().collect())
}

/// What every unit says, as a digest, by code.
pub(super) async fn digests(db: &impl ConnectionTrait) -> Result<BTreeMap<String, String>, Fault> {
    let all = Entity::find().all(db).await.db("reading which units there are")?;
    Ok(all.into_iter().map(|unit| (unit.code, unit.digest)).collect())
}

/// Writes a unit, known before or not.
pub(super) fn save(tx: &Tx, unit: &Unit, digest: &str, content: &str) {
    let row = ActiveModel {
        code: Set(unit.code.clone()),
        kind: Set(unit.kind.as_str().to_owned()),
        name: Set(unit.name.clone()),
        valid_from: Set(unit.valid_from.map(|day| day.to_string())),
        valid_to: Set(unit.valid_to.map(|day| day.to_string())),
        digest: Set(digest.to_owned()),
        content: Set(content.to_owned()),
    };
    use Column as C;
    let anew = OnConflict::column(C::Code)
        .update_columns([C::Kind, C::Name, C::ValidFrom, C::ValidTo, C::Digest, C::Content])
        .to_owned();
    tx.later(&Entity::insert(row).on_conflict(anew));
}
