//! Journal rows, seals and links as they are stored.

use super::{Entry, Told};
use crate::{Db, Tx};
use aws_lc_rs::digest;
use ground::fault::Doing;
use ground::{Chance, Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, Order, QueryOrder, QuerySelect};
use std::iter;

/// How many rows one statement is for. One for each number is kept prepared, beside all others of
/// the connection: few numbers, small statements.
const ROWS_IN_A_STATEMENT: [usize; 3] = [50, 10, 1];

/// One journal row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: i64,
    pub actor: String,
    pub subject: String,
    pub event: String,
    pub detail: String,
    pub hash: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// SHA-256 over every column, each with its length before it.
    pub(super) fn own_hash(&self) -> Vec<u8> {
        let at = self.at.to_be_bytes();
        let columns: [&[u8]; 6] = [
            self.id.as_bytes(),
            &at,
            self.actor.as_bytes(),
            self.subject.as_bytes(),
            self.event.as_bytes(),
            self.detail.as_bytes(),
        ];
        let mut context = digest::Context::new(&digest::SHA256);
        for column in columns {
            context.update(&(column.len() as u64).to_be_bytes());
            context.update(column);
        }
        context.finish().as_ref().to_vec()
    }
}

/// Adds a line in the transaction of what it tells of.
pub fn append(tx: &Tx, entry: &Entry, chance: &Chance) {
    let mut row = Model {
        id: chance.row_id(entry.at),
        at: entry.at.unix_ms(),
        actor: entry.actor.clone(),
        subject: entry.subject.clone(),
        event: entry.event.to_owned(),
        detail: entry.detail.to_string(),
        hash: Vec::new(),
    };
    row.hash = row.own_hash();
    let row = ActiveModel {
        id: Set(row.id),
        at: Set(row.at),
        actor: Set(row.actor),
        subject: Set(row.subject),
        event: Set(row.event),
        detail: Set(row.detail),
        hash: Set(row.hash),
    };
    let waiting = journal_unsealed::ActiveModel { row_id: row.id.clone() };
    tx.later(&Entity::insert(row));
    tx.later(&journal_unsealed::Entity::insert(waiting));
}

/// The latest lines about a subject, the newest first: of these events, or of all; where a line is
/// named, those before it.
///
/// # Errors
/// A database that is away.
pub async fn about(
    db: &impl ConnectionTrait,
    subject: &str,
    events: Option<&[&str]>,
    before: Option<Uuid>,
    at_most: u64,
) -> Result<Vec<Told>, Fault> {
    const READING: &str = "reading the journal";
    let told = Column::Subject.eq(subject);
    let told = events
        .iter()
        .fold(told, |told, events| told.and(Column::Event.is_in(events.iter().copied())));
    let told = before.iter().fold(told, |told, before| told.and(Column::Id.lt(*before)));
    let rows = Entity::find().filter(told).order_by_desc(Column::Id).limit(at_most).all(db).await;
    let told = |row: Model| {
        Ok(Told {
            id: row.id,
            at: Moment::from_unix_ms(row.at),
            event: row.event,
            detail: serde_json::from_str(&row.detail).doing(READING)?,
        })
    };
    rows.db(READING)?.into_iter().map(told).collect()
}

/// Seals: each holds the hash of the one before it and of its rows.
pub(super) mod journal_seal {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "journal_seal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub at: i64,
        pub day: String,
        pub row_count: i64,
        pub previous: Vec<u8>,
        pub hash: Vec<u8>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which row stands under which seal.
pub(super) mod journal_link {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "journal_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub row_id: Uuid,
        pub seal: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which row waits for its seal. Written with the row, so that the sealer finds what was committed
/// late, and nothing else, without looking through the journal.
pub(super) mod journal_unsealed {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "journal_unsealed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub row_id: Uuid,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether any row waits for its seal.
pub(super) async fn is_any_unsealed(db: &impl ConnectionTrait) -> Result<bool, Fault> {
    let one = journal_unsealed::Entity::find().one(db).await;
    Ok(one.db("looking for what is to be sealed")?.is_some())
}

/// Whether any note that a row waits speaks of no row: whoever wrote it is not this program.
pub(super) async fn is_any_note_empty(db: &impl ConnectionTrait) -> Result<bool, Fault> {
    let one = journal_unsealed::Entity::find().filter(Expr::exists(noted()).not()).one(db).await;
    Ok(one.db("looking for notes without a row")?.is_some())
}

/// The row that a note speaks of.
fn noted() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(
            Expr::col((Entity, Column::Id))
                .equals((journal_unsealed::Entity, journal_unsealed::Column::RowId)),
        )
        .take()
}

/// Rows that wait for their seal, oldest first. Notes that speak of no row are passed over:
/// otherwise enough of them would leave no place for others.
pub(super) async fn unsealed(db: &impl ConnectionTrait, at_most: u64) -> Result<Vec<Model>, Fault> {
    let waiting = Query::select()
        .column(journal_unsealed::Column::RowId)
        .from(journal_unsealed::Entity)
        .and_where(Expr::exists(noted()))
        .order_by(journal_unsealed::Column::RowId, Order::Asc)
        .limit(at_most)
        .take();
    Entity::find()
        .filter(Column::Id.in_subquery(waiting))
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .db("reading what is to be sealed")
}

/// Puts rows under a seal; they wait no more.
pub(super) async fn link(tx: &Tx, rows: &[Model], seal: i64) -> Result<(), Fault> {
    for some in pieces(rows) {
        let links = some
            .iter()
            .map(|row| journal_link::ActiveModel { row_id: Set(row.id), seal: Set(seal) });
        journal_link::Entity::insert_many(links)
            .exec_without_returning(tx)
            .await
            .db("linking rows to their seal")?;
        journal_unsealed::Entity::delete_many()
            .filter(journal_unsealed::Column::RowId.is_in(some.iter().map(|row| row.id)))
            .exec(tx)
            .await
            .db("noting what was sealed")?;
    }
    Ok(())
}

fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    iter::from_fn(move || {
        let (piece, rest) =
            ROWS_IN_A_STATEMENT.iter().find_map(|size| rows.split_at_checked(*size))?;
        rows = rest;
        Some(piece)
    })
}

/// How many rows stand under no seal though they do not wait for one either (somebody has removed
/// the note that they do), or have waited for so long that nobody seems to seal. How long is told
/// from the newest row: a program that stood still for a night, or was restored, has missed nothing.
pub(super) async fn forgotten(db: &impl ConnectionTrait, patience: Span) -> Result<u64, Fault> {
    let newest = Entity::find().order_by_desc(Column::Id).one(db).await;
    let Some(newest) = newest.db("reading the newest row")? else { return Ok(0) };
    let linked = Query::select()
        .expr(Expr::val(1))
        .from(journal_link::Entity)
        .and_where(
            Expr::col((journal_link::Entity, journal_link::Column::RowId))
                .equals((Entity, Column::Id)),
        )
        .take();
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from(journal_unsealed::Entity)
        .and_where(
            Expr::col((journal_unsealed::Entity, journal_unsealed::Column::RowId))
                .equals((Entity, Column::Id)),
        )
        .take();
    let is_late = Column::At.lt(newest.at.saturating_sub(patience.as_ms()));
    Entity::find()
        .filter(Expr::exists(linked).not().and(Expr::exists(waiting).not().or(is_late)))
        .count(db)
        .await
        .db("counting rows without a seal")
}

/// The rows under one seal, in the order they were sealed in.
pub(super) async fn under(db: &impl ConnectionTrait, seal: i64) -> Result<Vec<Model>, Fault> {
    let linked = Query::select()
        .column(journal_link::Column::RowId)
        .from(journal_link::Entity)
        .and_where(journal_link::Column::Seal.eq(seal))
        .take();
    Entity::find()
        .filter(Column::Id.in_subquery(linked))
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .db("reading what was sealed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_goes_in_few_sizes_of_statements() {
        let rows: Vec<usize> = (0..500).collect();
        for count in 0..=rows.len() {
            let all = pieces(&rows[..count]).collect::<Vec<_>>();
            assert_eq!(all.concat(), rows[..count]);
            let few = |piece: &&[usize]| ROWS_IN_A_STATEMENT.contains(&piece.len());
            assert!(all.iter().all(few), "{count}");
        }
    }
}
