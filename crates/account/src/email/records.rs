//! Confirmations as they are stored.

use super::ConfirmationId;
use crate::citizen::CitizenId;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Tx};

/// One confirmation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_confirmation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub citizen: Uuid,
    pub expires_at: i64,
    pub confirmed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a question.
pub(super) async fn insert(
    tx: &Tx,
    id: ConfirmationId,
    citizen: CitizenId,
    expires_at: Moment,
) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(id.0),
        citizen: Set(citizen.0),
        expires_at: Set(expires_at.unix_ms()),
        confirmed_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await.db("writing a mail confirmation")?;
    Ok(())
}

/// A question, if it is still open or was answered; nothing once its time is over.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    id: ConfirmationId,
    now: Moment,
) -> Result<Option<Model>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a mail confirmation")?;
    Ok(row.filter(|row| row.expires_at > now.unix_ms()))
}

/// Answers a question. Says whether it was open: it is answered once.
pub(super) async fn confirm(tx: &Tx, id: ConfirmationId, now: Moment) -> Result<bool, Fault> {
    let confirmed = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id.0).and(Column::ConfirmedAt.is_null()))
        .exec(tx)
        .await
        .db("confirming a mail address")?;
    Ok(confirmed.rows_affected == 1)
}

/// Forgets questions whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(db: &impl ConnectionTrait, now: Moment) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now.unix_ms()))
        .exec(db)
        .await
        .db("forgetting mail confirmations")?;
    Ok(())
}
