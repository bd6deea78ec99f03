//! Registrations as they are stored: sealed, bound to one browser, forgotten after a while.

use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use crate::citizen::Person;
use axum::http::StatusCode;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};
use web::cookie::Visit;
use web::{Arrival, Broken};

const PLACE: &str = "registration.sealed";

/// How many registrations of one browser are looked through for the same person.
const LOOKED_THROUGH: u64 = 5;

/// One registration.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit: Vec<u8>,
    pub state: String,
    pub version: i32,
    pub sealed: String,
    pub created_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// A registration with what `save` must find unchanged.
pub(super) struct Held {
    /// Its row.
    pub(super) id: RegistrationId,
    /// Its state.
    pub(super) registration: Registration,
    /// When it will be forgotten.
    pub(super) expires_at: Moment,
    /// How often it was saved.
    version: i32,
}

/// That a registration was taken in this transaction: only who holds it may save the next state.
pub(super) struct Taken(RegistrationId);

/// Writes a new registration.
pub(super) fn insert(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
    registration: &Registration,
    visit: &Visit,
    now: Moment,
) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(id.0),
        visit: Set(visit.digest().to_vec()),
        state: Set(registration.state().to_owned()),
        version: Set(1),
        sealed: Set(seal(account, id, registration)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(account.settings.registration.pending).unix_ms()),
    };
    tx.later(&Entity::insert(row));
    Ok(())
}

/// The registration of this id and this browser, unless it is forgotten.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    account: &Account,
    id: RegistrationId,
    visit: &Visit,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a registration")?;
    let ours = row.filter(|row| row.visit == visit.digest() && row.expires_at > now.unix_ms());
    ours.map(|row| open(account, &row)).transpose()
}

/// The registration a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: RegistrationId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    let held = load(reader, account, id, visit, arrival.now).await?;
    let gone = || {
        Broken::refused(StatusCode::GONE).with_way("/dang-ky/thue-bao-di-dong", "registration-anew")
    };
    held.ok_or_else(gone)
}

/// The registration of exactly this person that waits for its code in this browser: whoever sends
/// the form again, in another tab or after going back, goes on with it. One whose telephone is
/// proved is not found: the next person at the machine must not come by it through the form.
pub(super) async fn under_way(
    db: &impl ConnectionTrait,
    account: &Account,
    visit: &Visit,
    person: &Person,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let waits = Column::State.is_in(Registration::WAITING);
    let ours = Column::Visit.eq(visit.digest().to_vec()).and(waits);
    let rows = Entity::find()
        .filter(ours.and(Column::ExpiresAt.gt(now.unix_ms())))
        .order_by_desc(Column::CreatedAt)
        .limit(LOOKED_THROUGH)
        .all(db)
        .await
        .db("looking for a registration under way")?;
    for row in &rows {
        let held = open(account, row)?;
        if held.registration.person() == Some(person) {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

/// Takes the registration as it was read, for the rest of the transaction; nothing where it is no
/// longer at that state: of two presses at once only one goes on.
pub(super) async fn take(tx: &Tx, held: &Held) -> Result<Option<Taken>, Fault> {
    let taken = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.id.0).and(Column::Version.eq(held.version)))
        .exec(tx)
        .await
        .db("taking a registration")?;
    Ok((taken.rows_affected == 1).then_some(Taken(held.id)))
}

/// Saves the next state of a registration that was taken in this transaction.
pub(super) fn save(
    tx: &Tx,
    account: &Account,
    Taken(id): Taken,
    next: &Registration,
) -> Result<(), Fault> {
    let saved = Entity::update_many()
        .col_expr(Column::State, Expr::value(next.state()))
        .col_expr(Column::Sealed, Expr::value(seal(account, id, next)?))
        .filter(Column::Id.eq(id.0));
    tx.later(&saved);
    Ok(())
}

/// Keeps a registration at least until a moment, whatever its state.
pub(super) fn keep_until(tx: &Tx, id: RegistrationId, at_least: Moment) {
    let kept = Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(at_least.unix_ms()))
        .filter(Column::Id.eq(id.0).and(Column::ExpiresAt.lt(at_least.unix_ms())));
    tx.later(&kept);
}

/// Forgets registrations whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        let over = Column::ExpiresAt.lt(now.minus(Span::from_minutes(1)).unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting registrations")?;
        Ok(())
    })
}

fn seal(
    account: &Account,
    id: RegistrationId,
    registration: &Registration,
) -> Result<String, Fault> {
    let text = serde_json::to_vec(registration).doing("writing a registration's state")?;
    account.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &account.chance)
}

fn open(account: &Account, row: &Model) -> Result<Held, Fault> {
    let text = account.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
    Ok(Held {
        id: RegistrationId(row.id),
        registration: serde_json::from_str(&text).doing("reading a registration's state")?,
        expires_at: Moment::from_unix_ms(row.expires_at),
        version: row.version,
    })
}
