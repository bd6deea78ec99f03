//! An import under way: what was read waits apart until all of it is there, and then takes its
//! place in one transaction.

use crate::catalogue::procedure::Procedure;
use crate::catalogue::proposal;
use crate::catalogue::records::{self, InForce, version};
use crate::generation;
use civic::ProcedureCode;
use ground::fault::Doing;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, ExprTrait, FromQueryResult, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use store::{Db, Tx};

/// How many are read and written at once.
pub(super) const AT_ONCE: usize = 100;

/// One procedure that waits for the rest of its import.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staged_procedure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub digest: String,
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The newest version of a procedure that there is.
#[derive(Clone, FromQueryResult)]
pub(super) struct Newest {
    code: String,
    pub(super) number: i32,
    pub(super) digest: String,
}

/// The newest version of every procedure, in force or waiting.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<HashMap<String, Newest>, Fault> {
    let all = version::Entity::find()
        .select_only()
        .columns([version::Column::Code, version::Column::Number, version::Column::Digest])
        .order_by_asc(version::Column::Number)
        .into_model::<Newest>()
        .all(db)
        .await
        .db("reading which versions there are")?;
    // A later number takes the place of an earlier one.
    Ok(all.into_iter().map(|one| (one.code.clone(), one)).collect())
}

#[derive(FromQueryResult)]
struct Titled {
    code: String,
    title: String,
}

/// The province's own procedures, by title: what has no national code is found again by it.
pub(super) async fn own(db: &impl ConnectionTrait) -> Result<Vec<(String, ProcedureCode)>, Fault> {
    let all = records::Entity::find()
        .select_only()
        .columns([records::Column::Code, records::Column::Title])
        .filter(records::Column::Code.starts_with(ProcedureCode::LOCAL))
        .into_model::<Titled>()
        .all(db)
        .await
        .db("reading the province's own procedures")?;
    let read = |one: Titled| {
        let code = ProcedureCode::parse(&one.code).doing("reading a procedure's code")?;
        Ok((one.title, code))
    };
    all.into_iter().map(read).collect()
}

/// Puts what was read aside, and forgets what imports left that never came to their end.
pub(super) fn stage(tx: &Tx, rows: &[Model]) {
    let rows = rows.iter().cloned().map(|row| {
        let Model { run, code, digest, content } = row;
        ActiveModel { run: Set(run), code: Set(code), digest: Set(digest), content: Set(content) }
    });
    tx.later(&Entity::insert_many(rows));
}

/// Forgets what older runs left behind.
pub(super) async fn forget_before(tx: &Tx, run: Uuid) -> Result<(), Fault> {
    let gone = Entity::delete_many().filter(Column::Run.lt(run)).exec(tx).await;
    gone.db("forgetting imports that never ended").map(|_| ())
}

/// Gives everything that was put aside its place: a version of its own, and in force where its day
/// has come.
pub(super) async fn apply(
    tx: &Tx,
    run: Uuid,
    newest: &HashMap<String, Newest>,
    now: Moment,
) -> Result<(), Fault> {
    let mut after = String::new();
    loop {
        let staged = Entity::find()
            .filter(Column::Run.eq(run).and(Column::Code.gt(after.as_str())))
            .order_by_asc(Column::Code)
            .limit(AT_ONCE as u64)
            .all(tx)
            .await
            .db("reading what was put aside")?;
        let Some(last) = staged.last() else { break };
        after.clone_from(&last.code);
        place(tx, staged, newest, now).await?;
    }
    let gone = Entity::delete_many().filter(Column::Run.eq(run)).exec(tx).await;
    gone.db("forgetting what was put aside")?;
    generation::changed(tx, generation::CATALOGUE);
    Ok(())
}

async fn place(
    tx: &Tx,
    staged: Vec<Model>,
    newest: &HashMap<String, Newest>,
    now: Moment,
) -> Result<(), Fault> {
    let today = now.day_in_vietnam();
    let (mut versions, mut in_force) = (Vec::new(), Vec::new());
    let codes: Vec<&str> = staged.iter().map(|row| row.code.as_str()).collect();
    let mut here = proposal::in_force(tx, &codes).await?;
    for row in staged {
        let published: Procedure =
            serde_json::from_str(&row.content).doing("reading what was put aside")?;
        let number = newest.get(&row.code).map_or(0, |newest| newest.number) + 1;
        let effective_from = published.effective_from.unwrap_or(today);
        if effective_from <= today {
            let code = ProcedureCode::parse(&row.code).doing("reading a procedure's code")?;
            let (here, configuration) = here.remove(&row.code).unwrap_or_default();
            in_force.push(InForce::new((&code, &published, number), (&here, configuration)));
        }
        versions.push(version::ActiveModel {
            code: Set(row.code),
            number: Set(number),
            effective_from: Set(effective_from.to_string()),
            is_waiting: Set(effective_from > today),
            digest: Set(row.digest),
            content: Set(row.content),
            written_at: Set(now.unix_ms()),
        });
    }
    tx.later(&version::Entity::insert_many(versions));
    records::put_in_force(tx, in_force, now).await
}
