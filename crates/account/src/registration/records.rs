//! Registrations as they are stored: sealed, bound to one browser, forgotten after a while.

use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Tx};
use web::cookie::Visit;

const PLACE: &str = "registration.sealed";

/// One registration.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit: Vec<u8>,
    pub form: Vec<u8>,
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
    /// How often it was saved.
    version: i32,
}

/// Where a registration comes from.
pub(super) struct Origin<'a> {
    /// The browser it is bound to.
    pub(super) visit: &'a Visit,
    /// The challenge that was spent on its form: one form, one registration.
    pub(super) form: [u8; 16],
}

/// Writes a new registration.
pub(super) async fn insert(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
    registration: &Registration,
    origin: &Origin<'_>,
    now: Moment,
) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(id.0),
        visit: Set(origin.visit.digest().to_vec()),
        form: Set(origin.form.to_vec()),
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

/// The registration that a form led to, for the second press of its button.
pub(super) async fn of_form(
    db: &impl ConnectionTrait,
    account: &Account,
    origin: &Origin<'_>,
) -> Result<Option<Held>, Fault> {
    let of_form = Column::Form.eq(origin.form.to_vec());
    let row = Entity::find().filter(of_form).one(db).await.db("looking for a registration")?;
    let ours = row.filter(|row| row.visit == origin.visit.digest());
    ours.map(|row| open(account, &row)).transpose()
}

/// Takes the registration as it was read, for the rest of the transaction. Says whether it is
/// still at that state: of two presses at once only one goes on.
pub(super) async fn take(tx: &Tx, held: &Held) -> Result<bool, Fault> {
    let taken = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.id.0).and(Column::Version.eq(held.version)))
        .exec(tx)
        .await
        .db("taking a registration")?;
    Ok(taken.rows_affected == 1)
}

/// Saves the next state of a registration that was taken in this transaction.
pub(super) async fn save(
    tx: &Tx,
    account: &Account,
    id: RegistrationId,
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
pub(super) async fn keep_until(tx: &Tx, id: RegistrationId, at_least: Moment) -> Result<(), Fault> {
    let kept = Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(at_least.unix_ms()))
        .filter(Column::Id.eq(id.0).and(Column::ExpiresAt.lt(at_least.unix_ms())));
    tx.later(&kept);
    Ok(())
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
        version: row.version,
    })
}
