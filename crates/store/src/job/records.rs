//! Job rows: written, claimed, finished, postponed, buried.

use super::{Claimed, Counts, NewJob};
use crate::{Db, Store, Tx};
use ground::{Chance, Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType, Query};
use sea_orm::{ActiveValue::Set, ExprTrait};

const WAITING: &str = "waiting";
const DEAD: &str = "dead";

/// One job.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: String,
    pub state: String,
    pub run_at: i64,
    pub attempts: i32,
    pub attempts_at_most: i32,
    pub lease: Option<Uuid>,
    pub leased_until: Option<i64>,
    pub last_failure: Option<String>,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a job in the transaction of what it follows from.
pub fn enqueue(tx: &Tx, job: &NewJob, now: Moment, chance: &Chance) {
    let row = ActiveModel {
        id: Set(chance.row_id(now)),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload.to_string()),
        state: Set(WAITING.to_owned()),
        run_at: Set(job.run_at.unix_ms()),
        attempts: Set(0),
        attempts_at_most: Set(job.attempts_at_most),
        lease: Set(None),
        leased_until: Set(None),
        last_failure: Set(None),
        created_at: Set(now.unix_ms()),
    };
    tx.later(&Entity::insert(row));
    tx.note_job(job.kind);
}

/// Whether any job of a kind is due and in nobody's hands: looked up without a place in the
/// writers' line.
///
/// # Errors
/// A database that is away.
pub async fn is_any_due(store: &Store, kind: &str, now: Moment) -> Result<bool, Fault> {
    let one = Entity::find().filter(due(kind, now)).one(store.reader()).await;
    Ok(one.db("looking for jobs")?.is_some())
}

fn due(kind: &str, now: Moment) -> Expr {
    let free = Column::LeasedUntil.is_null().or(Column::LeasedUntil.lt(now.unix_ms()));
    let waits = Column::State.eq(WAITING).and(Column::RunAt.lte(now.unix_ms()));
    waits.and(Column::Kind.eq(kind)).and(free)
}

/// Takes up to `at_most` jobs of a kind that are due and in nobody's hands, for the length of
/// `lease`: the workers of one kind of work do not hold up another's.
/// A job whose worker died is claimed again when its lease has run out.
///
/// # Errors
/// A database that is away.
pub async fn claim(
    store: &Store,
    kind: &str,
    at_most: u64,
    lease: Span,
    now: Moment,
    chance: &Chance,
) -> Result<Vec<Claimed>, Fault> {
    let ours = chance.row_id(now);
    // What a power cut takes back of a claim it would take back with its mark, too.
    let rows = crate::in_one_statement!(store.soon(), |db| {
        let mut chosen = Query::select();
        chosen
            .column(Column::Id)
            .from(Entity)
            .and_where(due(kind, now))
            .order_by(Column::RunAt, sea_orm::Order::Asc)
            .limit(at_most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let mut take = Query::update();
        take.table(Entity)
            .value(Column::Lease, ours)
            .value(Column::LeasedUntil, now.plus(lease).unix_ms())
            .value(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .and_where(Expr::col(Column::Id).in_subquery(chosen.take()))
            .returning_all();
        let take = db.get_database_backend().build(&take);
        Entity::find().from_raw_sql(take).all(db).await.db("claiming jobs")
    })?;
    rows.into_iter().map(|row| claimed(row, ours)).collect()
}

fn claimed(row: Model, lease: Uuid) -> Result<Claimed, Fault> {
    let payload = serde_json::from_str(&row.payload)
        .map_err(|error| Fault::new("reading the payload of a job", error))?;
    let Model { id, kind, attempts, attempts_at_most, .. } = row;
    Ok(Claimed { id, kind, payload, attempt: attempts, attempts_at_most, lease })
}

/// Removes a job that is done. Says whether it was still in our hands.
///
/// # Errors
/// A database that is away.
pub async fn finish(tx: &Tx, job: &Claimed) -> Result<bool, Fault> {
    let done = done(job).exec(tx).await.db("finishing a job")?;
    Ok(done.rows_affected == 1)
}

/// Removes a job that is done, where nothing depends on whether it was still in our hands.
pub fn drop_finished(tx: &Tx, job: &Claimed) {
    tx.later(&done(job));
}

fn done(job: &Claimed) -> sea_orm::DeleteMany<Entity> {
    Entity::delete_many().filter(Column::Id.eq(job.id).and(Column::Lease.eq(job.lease)))
}

/// Gives a job back, to run again at `run_at`; buries it where this was its last attempt.
/// Says whether it was buried.
///
/// # Errors
/// A database that is away.
pub async fn postpone(
    tx: &Tx,
    job: &Claimed,
    run_at: Moment,
    failure: &'static str,
) -> Result<bool, Fault> {
    if job.attempt >= job.attempts_at_most {
        bury(tx, job, failure).await?;
        return Ok(true);
    }
    let back = Entity::update_many()
        .col_expr(Column::RunAt, Expr::value(run_at.unix_ms()))
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
        .col_expr(Column::LastFailure, Expr::value(failure));
    release(tx, job, back).await.map(|()| false)
}

/// Gives a job up. It stays in the table, where people see it.
///
/// # Errors
/// A database that is away.
pub async fn bury(tx: &Tx, job: &Claimed, failure: &'static str) -> Result<(), Fault> {
    let dead = Entity::update_many()
        .col_expr(Column::State, Expr::value(DEAD))
        .col_expr(Column::LastFailure, Expr::value(failure));
    release(tx, job, dead).await
}

async fn release(tx: &Tx, job: &Claimed, change: sea_orm::UpdateMany<Entity>) -> Result<(), Fault> {
    change
        .filter(Column::Id.eq(job.id).and(Column::Lease.eq(job.lease)))
        .exec(tx)
        .await
        .db("giving a job back")?;
    Ok(())
}

/// How many jobs wait and how many are dead.
///
/// # Errors
/// A database that is away.
pub async fn counts(store: &Store) -> Result<Counts, Fault> {
    let of = async |state: &str| {
        Entity::find()
            .filter(Column::State.eq(state))
            .count(store.reader())
            .await
            .db("counting jobs")
    };
    Ok(Counts { waiting: of(WAITING).await?, dead: of(DEAD).await? })
}
