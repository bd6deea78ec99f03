//! Parts of the catalogue as they are read from the database.

use super::{Dated, Version};
use crate::catalogue::in_force;
use crate::catalogue::procedure::Procedure;
use crate::catalogue::proposal;
use crate::catalogue::records::{Column, Entity, Model, in_vietnamese, listed, version};
use ground::fault::Doing;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, PaginatorTrait, QueryOrder, QuerySelect, Select};
use serde::Serialize;
use store::Db;

/// A procedure as files of ours write it.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// What it is called by.
    pub code: String,
    /// The rest of it, as it is handled here.
    #[serde(flatten)]
    pub procedure: Procedure,
}

fn shown() -> Select<Entity> {
    Entity::find().filter(Column::IsPublished.eq(true).and(Column::IsWithdrawn.eq(false)))
}

/// How many procedures are shown here and in force.
///
/// # Errors
/// A database that is away.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, Fault> {
    shown().count(db).await.db("counting procedures")
}

async fn rows(db: &impl ConnectionTrait, after: &str, at_most: u64) -> Result<Vec<Model>, Fault> {
    let part = shown().filter(Column::Code.gt(after)).order_by_asc(Column::Code).limit(at_most);
    part.all(db).await.db("reading a part of the catalogue")
}

/// What comes after a code, in the order of codes: at most so many.
///
/// # Errors
/// A database that is away.
pub async fn entries(
    db: &impl ConnectionTrait,
    after: &str,
    at_most: u64,
) -> Result<Vec<Dated>, Fault> {
    rows(db, after, at_most).await?.into_iter().map(dated).collect()
}

fn dated(row: Model) -> Result<Dated, Fault> {
    let changed_at = Moment::from_unix_ms(row.changed_at);
    Ok(Dated { listed: listed(row)?, changed_at })
}

/// The same, with everything that is known of each.
///
/// # Errors
/// A database that is away.
pub async fn full(
    db: &impl ConnectionTrait,
    after: &str,
    at_most: u64,
) -> Result<Vec<Entry>, Fault> {
    let rows = rows(db, after, at_most).await?;
    let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let versions = version::Entity::find()
        .filter(version::Column::Code.is_in(codes.iter().copied()))
        .all(db)
        .await
        .db("reading versions")?;
    let mut here = proposal::in_force(db, &codes).await?;
    let entry = |row: &Model| {
        let is_this = |one: &&version::Model| (&one.code, one.number) == (&row.code, row.version);
        let version = versions.iter().find(is_this);
        let version = version.ok_or(Fault::impossible("a procedure without its version"))?;
        let published = serde_json::from_str(&version.content).doing("reading a version")?;
        let (here, _) = here.remove(&row.code).unwrap_or_default();
        let procedure = in_force::effective(&published, &here);
        Ok(Entry { code: row.code.clone(), procedure })
    };
    rows.iter().map(entry).collect()
}

/// What changed last, the newest first: at most so many.
///
/// # Errors
/// A database that is away.
pub async fn changes(db: &impl ConnectionTrait, at_most: u64) -> Result<Vec<Dated>, Fault> {
    let newest = shown().order_by_desc(Column::ChangedAt).order_by_asc(Column::Code);
    let rows = newest.limit(at_most).all(db).await.db("reading what changed")?;
    rows.into_iter().map(dated).collect()
}

/// Every version of a procedure, the oldest first.
pub(in crate::catalogue) async fn versions(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Vec<Version>, Fault> {
    let rows = version::Entity::find()
        .filter(version::Column::Code.eq(code))
        .order_by_asc(version::Column::Number)
        .all(db)
        .await
        .db("reading versions")?;
    let read = |row: version::Model| {
        let published = serde_json::from_str(&row.content).doing("reading a version")?;
        let effective_from = in_vietnamese(&row.effective_from);
        Ok(Version { number: row.number, effective_from, published })
    };
    rows.into_iter().map(read).collect()
}
