//! Recoveries as they are found. The account stands beside the sealed state so that all of one can
//! be ended.

use super::steps::{Recovery, RecoveryId};
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::flow::{self, Flow, Taken, Walk};
use civic::IdentityNumber;
use ground::{Fault, Moment};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use store::{Connection, Db, Tx};
use web::cookie::Visit;

/// Of a recovery, what stands beside the columns of every flow.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit: Vec<u8>,
    pub citizen: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Flow for Recovery {
    type Id = RecoveryId;
    const TABLE: &'static str = "recovery";
    const SEALED: &'static str = "recovery.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

impl Walk for Recovery {
    const ANEW: (&'static str, &'static str) = ("/quen-mat-khau", "recovery-anew");

    fn path(&self, id: RecoveryId) -> String {
        self.page().path(id)
    }
}

/// A recovery as it was read.
pub(super) type Held = flow::Held<Recovery>;

/// The recovery of this number that waits for its code in this browser.
pub(super) async fn under_way(
    db: &Connection,
    account: &Account,
    visit: &Visit,
    identity: &IdentityNumber,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let is_meant =
        |state: &Recovery| matches!(state, Recovery::CodeSent(sent) if sent.identity == *identity);
    flow::under_way(db, account, (visit, &["code_sent"]), now, is_meant).await
}

/// Notes whose account a recovery is about.
pub(super) fn belongs_to(tx: &Tx, id: RecoveryId, citizen: CitizenId) {
    let noted = Entity::update_many().col_expr(Column::Citizen, Expr::value(citizen.0));
    tx.later(&noted.filter(Column::Id.eq(id.0)));
}

/// Saves the next state of a recovery, to be forgotten then.
pub(super) fn save(
    tx: &Tx,
    account: &Account,
    taken: Taken<Recovery>,
    next: &Recovery,
    until: Moment,
) -> Result<(), Fault> {
    flow::forget_at::<Recovery>(tx, taken.id, until);
    flow::save(tx, account, taken, next)
}

/// Gives a recovery to the browser in which the link of its letter was opened.
pub(super) fn hand_to(tx: &Tx, taken: &Taken<Recovery>, visit: &Visit) {
    let handed =
        Entity::update_many().col_expr(Column::Visit, Expr::value(visit.digest().to_vec()));
    tx.later(&handed.filter(Column::Id.eq(taken.id.0)));
}

/// Ends every other recovery of an account, in whatever browser and state.
pub(super) async fn end_others(tx: &Tx, id: RecoveryId, citizen: CitizenId) -> Result<(), Fault> {
    let others = Column::Citizen.eq(citizen.0).and(Column::Id.ne(id.0));
    Entity::delete_many().filter(others).exec(tx).await.db("ending other recoveries")?;
    Ok(())
}

/// Ends every recovery of an account: it was given back in another way.
///
/// # Errors
/// A database that is away.
pub async fn end_all(tx: &Tx, citizen: CitizenId) -> Result<(), Fault> {
    end_others(tx, RecoveryId(Uuid::nil()), citizen).await
}
