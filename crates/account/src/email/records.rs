//! Confirmations as they are stored.

use super::ConfirmationId;
use crate::account::Account;
use crate::citizen::CitizenId;
use civic::EmailAddress;
use ground::fault::Doing;
use ground::keys::Place;
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
    pub sealed_email: String,
    pub expires_at: i64,
    pub confirmed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What addresses are bound to, beside their row.
const PLACE: &str = "email_confirmation.email";

/// Writes a question. Those that were open before are asked no more: only the latest address may
/// become the account's.
pub(super) async fn insert(
    tx: &Tx,
    account: &Account,
    id: ConfirmationId,
    (citizen, email): (CitizenId, &EmailAddress),
    expires_at: Moment,
) -> Result<(), Fault> {
    let open = Column::Citizen.eq(citizen.0).and(Column::ConfirmedAt.is_null());
    Entity::delete_many().filter(open).exec(tx).await.db("forgetting mail confirmations")?;
    let place = Place::new(PLACE, id.as_bytes());
    let sealed = account.cipher.seal(place, email.as_str().as_bytes(), &account.chance)?;
    let row = ActiveModel {
        id: Set(id.0),
        citizen: Set(citizen.0),
        sealed_email: Set(sealed),
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

/// The address a question is about.
pub(super) fn address(account: &Account, row: &Model) -> Result<EmailAddress, Fault> {
    let place = Place::new(PLACE, row.id.as_bytes());
    let text = account.cipher.open_text(place, &row.sealed_email)?;
    EmailAddress::parse(&text).doing("reading a mail address")
}

/// The address that a citizen gave and has not confirmed yet.
///
/// # Errors
/// A database that is away, or an address that does not open.
pub async fn waiting(
    db: &impl ConnectionTrait,
    account: &Account,
    citizen: CitizenId,
    now: Moment,
) -> Result<Option<EmailAddress>, Fault> {
    let open = Column::Citizen.eq(citizen.0).and(Column::ConfirmedAt.is_null());
    let open = open.and(Column::ExpiresAt.gt(now.unix_ms()));
    let row = Entity::find().filter(open).one(db).await.db("reading a mail confirmation")?;
    row.map(|row| address(account, &row)).transpose()
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

/// Forgets the questions to a citizen whose account is gone.
///
/// # Errors
/// A database that is away.
pub async fn forget(tx: &Tx, citizen: CitizenId) -> Result<(), Fault> {
    let theirs = Entity::delete_many().filter(Column::Citizen.eq(citizen.0)).exec(tx).await;
    theirs.db("forgetting mail confirmations").map(|_| ())
}

/// Forgets the questions to everybody.
///
/// # Errors
/// A database that is away.
pub async fn forget_all(tx: &Tx) -> Result<(), Fault> {
    let all = Entity::delete_many().exec(tx).await;
    all.db("forgetting mail confirmations").map(|_| ())
}
