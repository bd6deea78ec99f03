//! Buckets as they are stored and counted: one statement counts in all of them.

use super::{Bucket, Limit, Room};
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, CaseStatement, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, InsertMany, QueryTrait};
use store::{Db, Store, Tx};

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
/// The counts are committed whatever follows. What a full bucket and those after it counted is
/// taken back by a transaction of its own: until then others may be refused, never let in.
///
/// # Errors
/// A database that is away; then nothing may be done (deny on error).
pub async fn count(store: &Store, buckets: &[(Bucket, Limit)], now: Moment) -> Result<Room, Fault> {
    let tally = store::in_one_statement!(store.soon(), |db| add(db, buckets, now).await)?;
    if !tally.is_over(buckets) {
        return Ok(Room::Left);
    }
    store::in_transaction!(store, |tx| Ok(tally.conclude(tx, buckets, now)))
}

/// Buckets after one more was counted in each of them, before anything is decided.
pub struct Tally(Vec<Model>);

/// Adds one to every bucket, or begins it anew where its window has ended. One statement, in the
/// given order, so that transactions wait for each other and never in a circle.
/// [`Tally::conclude`] decides.
///
/// # Errors
/// A database that is away.
pub async fn add(
    db: &impl ConnectionTrait,
    buckets: &[(Bucket, Limit)],
    now: Moment,
) -> Result<Tally, Fault> {
    let mut one_more = one_more(buckets, now).into_query();
    one_more.returning_all();
    let one_more = db.get_database_backend().build(&one_more);
    let rows = Entity::find().from_raw_sql(one_more).all(db).await;
    Ok(Tally(rows.db("counting in a limit")?))
}

/// Adds one to a bucket that has no limit, in the transaction of what is counted.
pub fn note(tx: &Tx, bucket: Bucket, within: Span, now: Moment) {
    tx.later(&one_more(&[(bucket, Limit::new(u32::MAX, within))], now));
}

fn one_more(buckets: &[(Bucket, Limit)], now: Moment) -> InsertMany<ActiveModel> {
    let used = || Expr::col((Entity, Column::Used));
    let is_over = || Expr::col((Entity, Column::EndsAt)).lte(now.unix_ms());
    let ends_at = || Expr::col((Entity, Column::EndsAt));
    let begun = || Expr::col((Alias::new("excluded"), Column::EndsAt));
    let anew = OnConflict::column(Column::Key)
        .value(Column::Used, CaseStatement::new().case(is_over(), 1).finally(used().add(1)))
        .value(Column::EndsAt, CaseStatement::new().case(is_over(), begun()).finally(ends_at()))
        .to_owned();
    let rows = buckets.iter().map(|(bucket, limit)| ActiveModel {
        key: Set(bucket.key.clone()),
        kind: Set(bucket.kind.to_owned()),
        used: Set(1),
        ends_at: Set(now.plus(limit.within).unix_ms()),
    });
    Entity::insert_many(rows).on_conflict(anew)
}

impl Tally {
    /// How many a bucket counts now, the one more included.
    pub fn used(&self, bucket: &Bucket) -> u32 {
        self.row(bucket).map_or(0, |row| u32::try_from(row.used).unwrap_or(0))
    }

    /// Whether any of them is beyond its limit.
    pub fn is_over(&self, buckets: &[(Bucket, Limit)]) -> bool {
        self.first_over(buckets).is_some()
    }

    /// Lets the counts stand up to the first bucket that was full; it and those after it have
    /// counted nothing.
    pub fn conclude(&self, tx: &Tx, buckets: &[(Bucket, Limit)], now: Moment) -> Room {
        let Some(first_over) = self.first_over(buckets) else { return Room::Left };
        let (_, beyond) = buckets.split_at(first_over);
        for row in beyond.iter().filter_map(|(bucket, _)| self.row(bucket)) {
            // Only in the window it was counted in: one that has begun since holds none of ours.
            take_back(tx, Column::Key.eq(row.key.clone()).and(Column::EndsAt.eq(row.ends_at)));
        }
        let Some((bucket, limit)) = beyond.first() else { return Room::Left };
        metrics::counter!("limits_reached_total", "kind" => bucket.kind).increment(1);
        let reopens = match self.row(bucket) {
            Some(row) if limit.at_most > 0 => Moment::from_unix_ms(row.ends_at),
            _ => now.plus(limit.within),
        };
        Room::None { reopens }
    }

    fn first_over(&self, buckets: &[(Bucket, Limit)]) -> Option<usize> {
        buckets.iter().position(|(bucket, limit)| self.used(bucket) > limit.at_most)
    }

    fn row(&self, bucket: &Bucket) -> Option<&Model> {
        self.0.iter().find(|row| row.key == bucket.key)
    }
}

/// Several buckets as they stand, without counting: whether each is full, in their order.
///
/// # Errors
/// A database that is away.
pub async fn look(
    db: &impl ConnectionTrait,
    buckets: &[(Bucket, Limit)],
    now: Moment,
) -> Result<Vec<Room>, Fault> {
    let keys = buckets.iter().map(|(bucket, _)| bucket.key.clone());
    let rows = Entity::find().filter(Column::Key.is_in(keys)).all(db).await;
    let rows = rows.db("reading limits")?;
    let look = |(bucket, limit): &(Bucket, Limit)| {
        let row = rows.iter().find(|row| row.key == bucket.key);
        room(row, *limit, now)
    };
    Ok(buckets.iter().map(look).collect())
}

/// Whether a bucket has room, as [`count`] would find it: a limit of nothing is always full.
fn room(row: Option<&Model>, limit: Limit, now: Moment) -> Room {
    if limit.at_most == 0 {
        return Room::None { reopens: now.plus(limit.within) };
    }
    match row.filter(|row| row.ends_at > now.unix_ms()) {
        Some(row) if i64::from(row.used) >= i64::from(limit.at_most) => {
            Room::None { reopens: Moment::from_unix_ms(row.ends_at) }
        }
        _ => Room::Left,
    }
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
    Ok(room(row(db, bucket).await?.as_ref(), limit, now))
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
pub fn uncount(tx: &Tx, bucket: &Bucket) {
    take_back(tx, Column::Key.eq(bucket.key.clone()));
}

fn take_back(tx: &Tx, counted: Expr) {
    let taken_back = Entity::update_many()
        .col_expr(Column::Used, Expr::col(Column::Used).sub(1))
        .filter(counted.and(Column::Used.gt(0)));
    tx.later(&taken_back);
}

/// Empties a bucket.
pub fn clear(tx: &Tx, bucket: &Bucket) {
    tx.later(&Entity::delete_many().filter(Column::Key.eq(bucket.key.clone())));
}

/// Forgets buckets whose window has ended.
///
/// # Errors
/// A database that is away.
pub async fn sweep(db: &impl ConnectionTrait, now: Moment) -> Result<(), Fault> {
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
