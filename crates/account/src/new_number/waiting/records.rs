//! Waiting numbers as they are stored: sealed, one for each citizen.

use super::{Waiting, WaitingId};
use crate::account::Account;
use crate::citizen::CitizenId;
use civic::PhoneNumber;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};

/// One number that waits.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_number")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub citizen: Uuid,
    pub sealed_phone: String,
    pub due_at: i64,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What numbers are bound to, beside their row.
const PLACE: &str = "waiting_number.phone";

/// Writes a number, in the place of the one that waited before.
pub(super) async fn insert(
    tx: &Tx,
    account: &Account,
    waiting: &Waiting,
    now: Moment,
) -> Result<(), Fault> {
    cancel(tx, waiting.citizen).await?;
    let place = Place::new(PLACE, waiting.id.as_bytes());
    let phone = waiting.phone.e164();
    let row = ActiveModel {
        id: Set(waiting.id.0),
        citizen: Set(waiting.citizen.0),
        sealed_phone: Set(account.cipher.seal(place, phone.as_bytes(), &account.chance)?),
        due_at: Set(waiting.due.unix_ms()),
        created_at: Set(now.unix_ms()),
    };
    let written = Entity::insert(row).exec_without_returning(tx).await;
    written.db("writing a number that waits").map(|_| ())
}

/// No number of a citizen waits any more. Says whether one did.
///
/// # Errors
/// A database that is away.
pub async fn cancel(tx: &Tx, citizen: CitizenId) -> Result<bool, Fault> {
    let gone = Entity::delete_many().filter(Column::Citizen.eq(citizen.0)).exec(tx).await;
    Ok(gone.db("forgetting a number that waits")?.rows_affected > 0)
}

/// No number of anybody waits any more.
///
/// # Errors
/// A database that is away.
pub async fn cancel_all(tx: &Tx) -> Result<(), Fault> {
    let gone = Entity::delete_many().exec(tx).await;
    gone.db("forgetting numbers that wait").map(|_| ())
}

/// Takes a number; of two who would only one does.
pub(super) async fn take(tx: &Tx, id: WaitingId) -> Result<bool, Fault> {
    let gone = Entity::delete_by_id(id.0).exec(tx).await;
    Ok(gone.db("taking a number that waits")?.rows_affected == 1)
}

/// A number waits longer.
pub(super) async fn put_off(account: &Account, id: WaitingId, until: Moment) -> Result<(), Fault> {
    store::in_one_statement!(account.store, |db| {
        let later = Entity::update_many().col_expr(Column::DueAt, Expr::value(until.unix_ms()));
        later.filter(Column::Id.eq(id.0)).exec(db).await.db("putting a number off").map(|_| ())
    })
}

/// The number of this id.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    account: &Account,
    id: WaitingId,
) -> Result<Option<Waiting>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a number that waits")?;
    row.map(|row| open(account, &row)).transpose()
}

/// The number of a citizen that waits, if one does.
///
/// # Errors
/// A database that is away, or a number that does not open.
pub async fn of_citizen(
    db: &impl ConnectionTrait,
    account: &Account,
    citizen: CitizenId,
) -> Result<Option<Waiting>, Fault> {
    let row = Entity::find().filter(Column::Citizen.eq(citizen.0)).one(db).await;
    row.db("reading a number that waits")?.map(|row| open(account, &row)).transpose()
}

/// Numbers whose time has come, the longest overdue first.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    account: &Account,
    now: Moment,
    at_most: u64,
) -> Result<Vec<Waiting>, Fault> {
    let due = Entity::find().filter(Column::DueAt.lte(now.unix_ms()));
    let due = due.order_by_asc(Column::DueAt).limit(at_most).all(db).await;
    due.db("looking for numbers that waited")?.into_iter().map(|row| open(account, &row)).collect()
}

fn open(account: &Account, row: &Model) -> Result<Waiting, Fault> {
    let place = Place::new(PLACE, row.id.as_bytes());
    let phone = account.cipher.open_text(place, &row.sealed_phone)?;
    Ok(Waiting {
        id: WaitingId(row.id),
        citizen: CitizenId(row.citizen),
        phone: PhoneNumber::parse(&phone).doing("reading a number that waits")?,
        due: Moment::from_unix_ms(row.due_at),
    })
}
