//! Challenges that were answered. Each serves once, and the row count decides.

use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use store::{Db, Store, Tx};

/// One challenge that was answered, and what came of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_challenge")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    pub spent_at: i64,
    pub expires_at: i64,
    pub outcome: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Spends a challenge, committed at once. Says whether it was unspent: of two presses only one
/// goes on.
///
/// # Errors
/// A database that is away; then nobody goes on.
pub async fn spend(
    store: &Store,
    id: &[u8],
    expires_at: Moment,
    now: Moment,
) -> Result<bool, Fault> {
    let row = ActiveModel {
        id: Set(id.to_vec()),
        spent_at: Set(now.unix_ms()),
        expires_at: Set(expires_at.unix_ms()),
        outcome: Set(String::new()),
    };
    let count = store::in_one_statement!(store.soon(), |db| {
        Entity::insert(row.clone())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .exec_without_returning(db)
            .await
            .db("spending a challenge")
    })?;
    Ok(count == 1)
}

/// Notes what came of the form a challenge was spent on, for the second press of its button.
pub fn conclude(tx: &Tx, id: &[u8], outcome: &str) {
    let concluded = Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(outcome))
        .filter(Column::Id.eq(id.to_vec()));
    tx.later(&concluded);
}

/// What is known of a challenge that was spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// When it was spent.
    pub spent_at: Moment,
    /// What came of its form; empty while that is under way.
    pub outcome: String,
}

/// What came of the form a challenge was spent on.
///
/// # Errors
/// A database that is away.
pub async fn conclusion(db: &impl ConnectionTrait, id: &[u8]) -> Result<Option<Conclusion>, Fault> {
    let row = Entity::find_by_id(id.to_vec()).one(db).await.db("reading a spent challenge")?;
    let known = |row: Model| Conclusion {
        spent_at: Moment::from_unix_ms(row.spent_at),
        outcome: row.outcome,
    };
    Ok(row.map(known))
}

/// Forgets challenges that no form can bring any more.
///
/// # Errors
/// A database that is away.
pub(crate) async fn sweep(db: &impl ConnectionTrait, now: Moment) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now.unix_ms()))
        .exec(db)
        .await
        .db("sweeping challenges")?;
    Ok(())
}
