//! Closing as it is stored: a moment beside the account, and in the end no row at all.

use crate::citizen::CitizenId;
use crate::citizen::proofs::records as proofs;
use crate::citizen::records::{Column, Entity};
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};

/// An account will be closed then. Says whether nobody had wished so before.
///
/// # Errors
/// A database that is away.
pub async fn will_close(tx: &Tx, id: CitizenId, then: Moment) -> Result<bool, Fault> {
    let open = Column::Id.eq(id.0).and(Column::ClosingAt.is_null());
    let wished = Entity::update_many()
        .col_expr(Column::ClosingAt, Expr::value(then.unix_ms()))
        .filter(open)
        .exec(tx)
        .await
        .db("wishing to close an account")?;
    Ok(wished.rows_affected == 1)
}

/// Every account stays.
///
/// # Errors
/// A database that is away.
pub async fn keep_all(tx: &Tx) -> Result<(), Fault> {
    let all = Entity::update_many()
        .col_expr(Column::ClosingAt, Expr::value(None::<i64>))
        .filter(Column::ClosingAt.is_not_null());
    all.exec(tx).await.db("keeping accounts").map(|_| ())
}

/// An account stays. Says whether it was to be closed.
///
/// # Errors
/// A database that is away.
pub async fn keep(tx: &Tx, id: CitizenId) -> Result<bool, Fault> {
    let closing = Column::Id.eq(id.0).and(Column::ClosingAt.is_not_null());
    let kept = Entity::update_many()
        .col_expr(Column::ClosingAt, Expr::value(None::<i64>))
        .filter(closing)
        .exec(tx)
        .await
        .db("keeping an account")?;
    Ok(kept.rows_affected == 1)
}

/// Accounts whose time has come, the longest overdue first.
///
/// # Errors
/// A database that is away.
pub async fn due_to_close(
    db: &impl ConnectionTrait,
    now: Moment,
    at_most: u64,
) -> Result<Vec<CitizenId>, Fault> {
    let due = Entity::find().filter(Column::ClosingAt.lte(now.unix_ms()));
    let due = due.order_by_asc(Column::ClosingAt).limit(at_most).all(db).await;
    Ok(due.db("looking for accounts to close")?.iter().map(|row| CitizenId(row.id)).collect())
}

/// Closes an account whose time has come: nothing of it stays here. Says whether it was there, and
/// was not kept at the last moment: the row count decides.
///
/// # Errors
/// A database that is away.
pub async fn close(tx: &Tx, id: CitizenId, now: Moment) -> Result<bool, Fault> {
    let due = Column::Id.eq(id.0).and(Column::ClosingAt.lte(now.unix_ms()));
    let gone = Entity::delete_many().filter(due).exec(tx).await;
    if gone.db("closing an account")?.rows_affected == 0 {
        return Ok(false);
    }
    proofs::forget(tx, id).await?;
    Ok(true)
}
