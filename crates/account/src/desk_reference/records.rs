//! References as they are stored, sealed.

use super::Reason;
use crate::account::Account;
use crate::citizen::Person;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait};
use store::{Db, Tx};

/// One reference.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_reference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub reason: String,
    pub sealed: String,
    pub created_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a reference and gives its number.
///
/// # Errors
/// A database that is away.
pub async fn write(
    tx: &Tx,
    account: &Account,
    reason: Reason,
    person: &Person,
    kept: Span,
    now: Moment,
) -> Result<String, Fault> {
    let id = account.chance.row_id(now);
    let number = super::draw_number(&account.chance);
    let typed = serde_json::to_vec(person).doing("writing what was typed")?;
    let place = Place::new("desk_reference.sealed", id.as_bytes());
    let row = ActiveModel {
        id: Set(id),
        number: Set(number.clone()),
        reason: Set(reason.as_str().to_owned()),
        sealed: Set(account.cipher.seal(place, &typed, &account.chance)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(kept).unix_ms()),
    };
    Entity::insert(row).exec_without_returning(tx).await.db("writing a desk reference")?;
    Ok(number)
}

/// What a reference tells an officer.
pub struct Found {
    /// The number on the paper.
    pub number: String,
    /// What was typed.
    pub person: Person,
    /// When.
    pub written_at: Moment,
}

/// The reference of a number as it was typed, with or without its hyphens, unless its time is over.
///
/// # Errors
/// A database that is away, or a reference that does not open.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &Account,
    typed: &str,
    now: Moment,
) -> Result<Option<Found>, Fault> {
    let Some(number) = super::read_number(typed) else { return Ok(None) };
    let lives = Column::Number.eq(number).and(Column::ExpiresAt.gt(now.unix_ms()));
    let row = Entity::find().filter(lives).one(db).await.db("reading a desk reference")?;
    let Some(row) = row else { return Ok(None) };
    let place = Place::new("desk_reference.sealed", row.id.as_bytes());
    let text = account.cipher.open_text(place, &row.sealed)?;
    Ok(Some(Found {
        number: row.number,
        person: serde_json::from_str(&text).doing("reading what was typed")?,
        written_at: Moment::from_unix_ms(row.created_at),
    }))
}

/// Forgets references whose time is over, with everything typed.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        let over = Column::ExpiresAt.lt(now.unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting desk references")?;
        Ok(())
    })
}
