//! Proposals as they are stored.

use super::{ProposalId, Proposed, State};
use crate::catalogue::configuration::Configuration;
use crate::person::PersonId;
use ground::fault::Doing;
use ground::{Chance, Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::{Db, Tx};

/// One proposal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "configuration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub number: i32,
    pub effective_from: String,
    pub content: String,
    pub proposed_by: Uuid,
    pub proposed_at: i64,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub state: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// A proposal as it was read.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What it is known by.
    pub id: ProposalId,
    /// Of which procedure.
    pub code: String,
    /// Its number among those of the procedure.
    pub number: i32,
    /// From which day on, as ISO 8601 writes it.
    pub effective_from: String,
    /// What is to hold.
    pub configuration: Configuration,
    /// Who proposed it.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub state: State,
}

fn read(row: Model) -> Result<Proposal, Fault> {
    Ok(Proposal {
        id: ProposalId(row.id),
        configuration: serde_json::from_str(&row.content).doing("reading a proposal")?,
        code: row.code,
        number: row.number,
        effective_from: row.effective_from,
        by: PersonId(row.proposed_by),
        at: Moment::from_unix_ms(row.proposed_at),
        state: State::named(&row.state),
    })
}

/// Writes a proposal.
///
/// # Errors
/// A database that is away.
pub async fn propose(
    tx: &Tx,
    proposed: &Proposed,
    now: Moment,
    chance: &Chance,
) -> Result<ProposalId, Fault> {
    let code = proposed.code.as_str();
    let last = newest_of(tx, code).await?.map_or(0, |row| row.number);
    let id = ProposalId::new(now, chance);
    let row = ActiveModel {
        id: Set(id.0),
        code: Set(code.to_owned()),
        number: Set(last + 1),
        effective_from: Set(proposed.effective_from.to_string()),
        content: Set(serde_json::to_string(&proposed.configuration).doing("writing a proposal")?),
        proposed_by: Set(proposed.by.0),
        proposed_at: Set(now.unix_ms()),
        decided_by: Set(None),
        decided_at: Set(None),
        state: Set(State::Proposed.as_str().to_owned()),
    };
    tx.later(&Entity::insert(row));
    Ok(id)
}

async fn newest_of(db: &impl ConnectionTrait, code: &str) -> Result<Option<Model>, Fault> {
    let of_code = Entity::find().filter(Column::Code.eq(code)).order_by_desc(Column::Number);
    of_code.limit(1).one(db).await.db("reading the newest proposal")
}

/// The proposals of a procedure, the newest first.
///
/// # Errors
/// A database that is away.
pub async fn of_procedure(db: &impl ConnectionTrait, code: &str) -> Result<Vec<Proposal>, Fault> {
    let all = Entity::find().filter(Column::Code.eq(code)).order_by_desc(Column::Number);
    all.all(db).await.db("reading proposals")?.into_iter().map(read).collect()
}

/// Everything that waits for somebody's word, the oldest first.
///
/// # Errors
/// A database that is away.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<Proposal>, Fault> {
    let waiting = Column::State.eq(State::Proposed.as_str());
    let all = Entity::find().filter(waiting).order_by_asc(Column::ProposedAt).all(db).await;
    all.db("reading proposals")?.into_iter().map(read).collect()
}

/// Decides about a proposal that waits. Nobody decides about their own; the row count says whether
/// this word counted.
///
/// # Errors
/// A database that is away.
pub async fn decide(
    tx: &Tx,
    id: ProposalId,
    state: State,
    by: PersonId,
    now: Moment,
) -> Result<bool, Fault> {
    let waits = Column::Id
        .eq(id.0)
        .and(Column::State.eq(State::Proposed.as_str()))
        .and(Column::ProposedBy.ne(by.0));
    let decided = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::DecidedBy, Expr::value(by.0))
        .col_expr(Column::DecidedAt, Expr::value(now.unix_ms()))
        .filter(waits)
        .exec(tx)
        .await
        .db("deciding about a proposal")?;
    Ok(decided.rows_affected == 1)
}

/// What is in force here of these procedures, by code, with its number; nothing for those that are
/// handled as they were published.
///
/// # Errors
/// A database that is away.
pub async fn in_force(
    db: &impl ConnectionTrait,
    codes: &[&str],
) -> Result<HashMap<String, (Configuration, i32)>, Fault> {
    let rows = Entity::find()
        .filter(Column::State.eq(State::InForce.as_str()))
        .filter(Column::Code.is_in(codes.iter().copied()))
        .order_by_asc(Column::EffectiveFrom)
        .order_by_asc(Column::Number)
        .all(db)
        .await
        .db("reading what is in force here")?;
    // A later one takes the place of an earlier one.
    let all = rows.into_iter().map(read).map(|one| {
        let Proposal { code, configuration, number, .. } = one?;
        Ok((code, (configuration, number)))
    });
    all.collect()
}

/// What was approved and whose day has come is in force from now on. Says of which procedures.
pub(in crate::catalogue) async fn take_effect(tx: &Tx, now: Moment) -> Result<Vec<String>, Fault> {
    let today = now.day_in_vietnam().to_string();
    let due = Column::State.eq(State::Approved.as_str()).and(Column::EffectiveFrom.lte(today));
    let rows = Entity::find().filter(due).all(tx).await;
    let rows = rows.db("looking for proposals whose day has come")?;
    let ids = rows.iter().map(|row| row.id);
    if !rows.is_empty() {
        let taken = Entity::update_many()
            .col_expr(Column::State, Expr::value(State::InForce.as_str()))
            .filter(Column::Id.is_in(ids));
        taken.exec(tx).await.db("noting that proposals took effect")?;
    }
    Ok(rows.into_iter().map(|row| row.code).collect())
}
