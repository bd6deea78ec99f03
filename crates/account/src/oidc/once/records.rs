//! Names that were used, until nothing that carries them is valid any more.

use crate::account::Account;
use crate::oidc::opaque;
use ground::{Fault, Moment};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Db, Tx};

/// One name that was used.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_once")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Uses a name up, in a committed statement of its own. Says whether this was the first time. It
/// lies on the disk with whatever is made for who showed it: what never came of it needs no mark.
pub(in crate::oidc) async fn spend(
    account: &Account,
    whose: &str,
    name: &str,
    expires_at: Moment,
) -> Result<bool, Fault> {
    let row = ActiveModel {
        digest: Set(opaque::digest(&format!("{whose}\n{name}"))),
        expires_at: Set(expires_at.unix_ms()),
    };
    store::in_one_statement!(account.store.soon(), |db| {
        Entity::insert(row.clone())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(db)
            .await
            .db("using a name up")
            .map(|inserted| inserted == 1)
    })
}

/// Forgets names that nothing valid carries any more.
///
/// # Errors
/// A database that is away.
pub(in crate::oidc) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let over = Column::ExpiresAt.lt(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting used names")?;
    Ok(())
}
