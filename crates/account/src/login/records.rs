//! Sign-ins as they are stored: sealed, bound to one browser, forgotten after a while.

use super::steps::{Login, LoginId};
use crate::account::Account;
use axum::http::StatusCode;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Tx};
use web::cookie::Visit;
use web::{Arrival, Broken};

const PLACE: &str = "login.sealed";

/// One sign-in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login")]
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

/// A sign-in with what `save` must find unchanged.
pub(super) struct Held {
    /// Its row.
    pub(super) id: LoginId,
    /// Its state.
    pub(super) login: Login,
    /// How often it was saved.
    version: i32,
}

/// That a sign-in was taken in this transaction: only who holds it may save the next state.
pub(super) struct Taken(LoginId);

/// Writes a new sign-in.
pub(super) fn insert(
    tx: &Tx,
    account: &Account,
    id: LoginId,
    login: &Login,
    visit: &Visit,
    now: Moment,
) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(id.0),
        visit: Set(visit.digest().to_vec()),
        state: Set(login.state().to_owned()),
        version: Set(1),
        sealed: Set(seal(account, id, login)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(account.settings.login.pending).unix_ms()),
    };
    tx.later(&Entity::insert(row));
    Ok(())
}

/// The sign-in of this id and this browser, unless it is forgotten.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    account: &Account,
    id: LoginId,
    visit: &Visit,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a sign-in")?;
    let ours = row.filter(|row| row.visit == visit.digest() && row.expires_at > now.unix_ms());
    ours.map(|row| open(account, &row)).transpose()
}

/// The sign-in a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: LoginId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let (reader, visit) = (account.store.reader(), arrival.page.visit());
    let held = load(reader, account, id, visit, arrival.now).await?;
    held.ok_or_else(|| Broken::refused(StatusCode::GONE).with_way("/dang-nhap", "login-anew"))
}

/// Takes the sign-in as it was read, for the rest of the transaction; nothing where it is no longer
/// at that state: of two presses at once only one goes on.
pub(super) async fn take(tx: &Tx, held: &Held) -> Result<Option<Taken>, Fault> {
    let taken = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.id.0).and(Column::Version.eq(held.version)))
        .exec(tx)
        .await
        .db("taking a sign-in")?;
    Ok((taken.rows_affected == 1).then_some(Taken(held.id)))
}

/// Saves the next state of a sign-in that was taken in this transaction.
pub(super) fn save(
    tx: &Tx,
    account: &Account,
    Taken(id): Taken,
    next: &Login,
) -> Result<(), Fault> {
    let saved = Entity::update_many()
        .col_expr(Column::State, Expr::value(next.state()))
        .col_expr(Column::Sealed, Expr::value(seal(account, id, next)?))
        .filter(Column::Id.eq(id.0));
    tx.later(&saved);
    Ok(())
}

/// Forgets sign-ins whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        let over = Column::ExpiresAt.lt(now.minus(Span::from_minutes(1)).unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting sign-ins")?;
        Ok(())
    })
}

fn seal(account: &Account, id: LoginId, login: &Login) -> Result<String, Fault> {
    let text = serde_json::to_vec(login).doing("writing a sign-in's state")?;
    account.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &account.chance)
}

fn open(account: &Account, row: &Model) -> Result<Held, Fault> {
    let text = account.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
    Ok(Held {
        id: LoginId(row.id),
        login: serde_json::from_str(&text).doing("reading a sign-in's state")?,
        version: row.version,
    })
}
