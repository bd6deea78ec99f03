//! Buckets as they are stored and counted: one statement decides and counts.

use super::{Bucket, Limit, Room};
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Store};

/// One bucket.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "limit_bucket")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    pub kind: String,
    pub used: i32,
    pub ends_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Counts one in every bucket, in this order, and stops at the first that is full: put the
/// narrow ones first, so that a refused attempt does not use up what others share.
/// The counts are committed whatever follows.
///
/// # Errors
/// A database that is away; then nothing may be done (deny on error).
pub async fn count(store: &Store, buckets: &[(Bucket, Limit)], now: Moment) -> Result<Room, Fault> {
    store::in_transaction!(store, |tx| {
        for (bucket, limit) in buckets {
            if let full @ Room::None { .. } = count_one(tx, bucket, *limit, now).await? {
                metrics::counter!("limits_reached_total", "kind" => bucket.kind).increment(1);
                return Ok(full);
            }
        }
        Ok(Room::Left)
    })
}

async fn count_one(
    db: &impl ConnectionTrait,
    bucket: &Bucket,
    limit: Limit,
    now: Moment,
) -> Result<Room, Fault> {
    let at_most = i32::try_from(limit.at_most).unwrap_or(i32::MAX);
    if at_most == 0 {
        return Ok(Room::None { reopens: now.plus(limit.within) });
    }
    let ends_at = now.plus(limit.within).unix_ms();
    let used = || Expr::col((Entity, Column::Used));
    let is_over = || Expr::col((Entity, Column::EndsAt)).lte(now.unix_ms());
    let anew = OnConflict::column(Column::Key)
        .value(Column::Used, CaseStatement::new().case(is_over(), 1).finally(used().add(1)))
        .value(
            Column::EndsAt,
            CaseStatement::new()
                .case(is_over(), ends_at)
                .finally(Expr::col((Entity, Column::EndsAt))),
        )
        .action_and_where(is_over().or(used().lt(at_most)))
        .to_owned();
    let first = ActiveModel {
        key: Set(bucket.key.clone()),
        kind: Set(bucket.kind.to_owned()),
        used: Set(1),
        ends_at: Set(ends_at),
    };
    let counted = Entity::insert(first)
        .on_conflict(anew)
        .exec_without_returning(db)
        .await
        .db("counting in a limit")?;
    if counted == 1 {
        return Ok(Room::Left);
    }
    let row = row(db, bucket).await?;
    let reopens = row.map_or(now, |row| Moment::from_unix_ms(row.ends_at));
    Ok(Room::None { reopens })
}

/// Whether a bucket is full, without counting.
///
/// # Errors
/// A database that is away.
pub async fn is_full(
    db: &impl ConnectionTrait,
    bucket: &Bucket,
    limit: Limit,
    now: Moment,
) -> Result<Room, Fault> {
    let full = row(db, bucket).await?.filter(|row| {
        row.ends_at > now.unix_ms() && i64::from(row.used) >= i64::from(limit.at_most)
    });
    Ok(full.map_or(Room::Left, |row| Room::None { reopens: Moment::from_unix_ms(row.ends_at) }))
}

/// How many a bucket has counted in its present window.
///
/// # Errors
/// A database that is away.
pub async fn used(db: &impl ConnectionTrait, bucket: &Bucket, now: Moment) -> Result<u32, Fault> {
    let open = row(db, bucket).await?.filter(|row| row.ends_at > now.unix_ms());
    Ok(open.map_or(0, |row| u32::try_from(row.used).unwrap_or(0)))
}

/// Takes one count back, for what turned out well.
///
/// # Errors
/// A database that is away.
pub async fn uncount(db: &impl ConnectionTrait, bucket: &Bucket) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::Used, Expr::col(Column::Used).sub(1))
        .filter(Column::Key.eq(bucket.key.clone()).and(Column::Used.gt(0)))
        .exec(db)
        .await
        .db("taking a count back")?;
    Ok(())
}

/// Empties a bucket.
///
/// # Errors
/// A database that is away.
pub async fn clear(db: &impl ConnectionTrait, bucket: &Bucket) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::Key.eq(bucket.key.clone()))
        .exec(db)
        .await
        .db("emptying a limit")?;
    Ok(())
}

/// Forgets buckets whose window has ended.
///
/// # Errors
/// A database that is away.
pub(crate) async fn sweep(db: &impl ConnectionTrait, now: Moment) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::EndsAt.lt(now.unix_ms()))
        .exec(db)
        .await
        .db("sweeping limits")?;
    Ok(())
}

async fn row(db: &impl ConnectionTrait, bucket: &Bucket) -> Result<Option<Model>, Fault> {
    Entity::find_by_id(bucket.key.clone()).one(db).await.db("reading a limit")
}
