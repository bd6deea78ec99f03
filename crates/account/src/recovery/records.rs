//! Recoveries as they are stored: sealed, bound to one browser, forgotten after a while.

use super::steps::{Recovery, RecoveryId};
use crate::account::Account;
use crate::citizen::CitizenId;
use axum::http::StatusCode;
use civic::IdentityNumber;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};
use web::cookie::Visit;
use web::{Arrival, Broken};

const PLACE: &str = "recovery.sealed";

/// How many recoveries of one browser are looked through for the same number.
const LOOKED_THROUGH: u64 = 5;

/// One recovery. The account stands beside the sealed state so that all of one can be ended.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit: Vec<u8>,
    pub citizen: Option<Uuid>,
    pub state: String,
    pub version: i32,
    pub sealed: String,
    pub created_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// A recovery with what `save` must find unchanged.
pub(super) struct Held {
    /// Its row.
    pub(super) id: RecoveryId,
    /// Its state.
    pub(super) recovery: Recovery,
    /// The browser it belongs to, as a digest.
    visit: Vec<u8>,
    /// How often it was saved.
    version: i32,
}

impl Held {
    /// Whether it belongs to this browser.
    pub(super) fn is_of(&self, visit: &Visit) -> bool {
        self.visit == visit.digest()
    }
}

/// That a recovery was taken in this transaction: only who holds it may save the next state.
pub(super) struct Taken(RecoveryId);

/// Writes a new recovery of an account, or of nobody.
pub(super) fn insert(
    tx: &Tx,
    account: &Account,
    id: RecoveryId,
    (recovery, citizen): (&Recovery, Option<CitizenId>),
    visit: &Visit,
    now: Moment,
) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(id.0),
        visit: Set(visit.digest().to_vec()),
        citizen: Set(citizen.map(|citizen| citizen.0)),
        state: Set(recovery.state().to_owned()),
        version: Set(1),
        sealed: Set(seal(account, id, recovery)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(account.settings.recovery.pending).unix_ms()),
    };
    tx.later(&Entity::insert(row));
    Ok(())
}

/// The recovery of this id, whichever browser it belongs to, unless it is forgotten: for whoever
/// has a link of ours that names it.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    account: &Account,
    id: RecoveryId,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a recovery")?;
    let live = row.filter(|row| row.expires_at > now.unix_ms());
    live.map(|row| open(account, row)).transpose()
}

/// The recovery a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: RecoveryId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let held = named(account.store.reader(), account, id, arrival.now).await?;
    held.filter(|held| held.is_of(arrival.page.visit())).ok_or_else(gone)
}

/// The page that says that a recovery is gone.
pub(super) fn gone() -> Broken {
    Broken::refused(StatusCode::GONE).with_way("/quen-mat-khau", "recovery-anew")
}

/// The recovery of this number that waits for its code in this browser: whoever sends the form
/// again, in another tab or after going back, goes on with it.
pub(super) async fn under_way(
    db: &impl ConnectionTrait,
    account: &Account,
    visit: &Visit,
    identity: &IdentityNumber,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let ours = Column::Visit.eq(visit.digest().to_vec()).and(Column::State.eq("code_sent"));
    let rows = Entity::find()
        .filter(ours.and(Column::ExpiresAt.gt(now.unix_ms())))
        .order_by_desc(Column::CreatedAt)
        .limit(LOOKED_THROUGH)
        .all(db)
        .await
        .db("looking for a recovery under way")?;
    for row in rows {
        let held = open(account, row)?;
        if matches!(&held.recovery, Recovery::CodeSent(sent) if sent.identity == *identity) {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

/// Takes the recovery as it was read, for the rest of the transaction; nothing where it is no
/// longer at that state: of two presses at once only one goes on.
pub(super) async fn take(tx: &Tx, held: &Held) -> Result<Option<Taken>, Fault> {
    let taken = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.id.0).and(Column::Version.eq(held.version)))
        .exec(tx)
        .await
        .db("taking a recovery")?;
    Ok((taken.rows_affected == 1).then_some(Taken(held.id)))
}

/// Saves the next state of a recovery that was taken in this transaction, and keeps it until then.
pub(super) fn save(
    tx: &Tx,
    account: &Account,
    Taken(id): Taken,
    next: &Recovery,
    until: Moment,
) -> Result<(), Fault> {
    let saved = Entity::update_many()
        .col_expr(Column::State, Expr::value(next.state()))
        .col_expr(Column::Sealed, Expr::value(seal(account, id, next)?))
        .col_expr(Column::ExpiresAt, Expr::value(until.unix_ms()))
        .filter(Column::Id.eq(id.0));
    tx.later(&saved);
    Ok(())
}

/// Gives a recovery to the browser in which the link of its letter was opened.
pub(super) fn hand_to(tx: &Tx, Taken(id): &Taken, visit: &Visit) {
    let handed = Entity::update_many()
        .col_expr(Column::Visit, Expr::value(visit.digest().to_vec()))
        .filter(Column::Id.eq(id.0));
    tx.later(&handed);
}

/// Keeps a recovery at least until a moment.
pub(super) fn keep_until(tx: &Tx, id: RecoveryId, at_least: Moment) {
    let kept = Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(at_least.unix_ms()))
        .filter(Column::Id.eq(id.0).and(Column::ExpiresAt.lt(at_least.unix_ms())));
    tx.later(&kept);
}

/// Ends every other recovery of an account, in whatever browser and state.
pub(super) async fn end_others(tx: &Tx, id: RecoveryId, citizen: CitizenId) -> Result<(), Fault> {
    let others = Column::Citizen.eq(citizen.0).and(Column::Id.ne(id.0));
    Entity::delete_many().filter(others).exec(tx).await.db("ending other recoveries")?;
    Ok(())
}

/// Forgets recoveries whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        let over = Column::ExpiresAt.lt(now.minus(Span::from_minutes(1)).unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting recoveries")?;
        Ok(())
    })
}

fn seal(account: &Account, id: RecoveryId, recovery: &Recovery) -> Result<String, Fault> {
    let text = serde_json::to_vec(recovery).doing("writing a recovery's state")?;
    account.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &account.chance)
}

fn open(account: &Account, row: Model) -> Result<Held, Fault> {
    let text = account.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
    Ok(Held {
        id: RecoveryId(row.id),
        recovery: serde_json::from_str(&text).doing("reading a recovery's state")?,
        visit: row.visit,
        version: row.version,
    })
}
