//! Journal rows, seals and links as they are stored.

use super::Entry;
use crate::{Db, Tx};
use aws_lc_rs::digest;
use ground::{Chance, Fault};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

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
    tx.later(&Entity::insert(row));
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

/// Rows no seal covers yet, oldest first.
pub(super) async fn unsealed(db: &impl ConnectionTrait, at_most: u64) -> Result<Vec<Model>, Fault> {
    let linked = sea_orm::sea_query::Query::select()
        .column(journal_link::Column::RowId)
        .from(journal_link::Entity)
        .take();
    Entity::find()
        .filter(Column::Id.not_in_subquery(linked))
        .order_by_asc(Column::Id)
        .limit(at_most)
        .all(db)
        .await
        .db("reading what is to be sealed")
}

/// The rows under one seal, in the order they were sealed in.
pub(super) async fn under(db: &impl ConnectionTrait, seal: i64) -> Result<Vec<Model>, Fault> {
    let linked = sea_orm::sea_query::Query::select()
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
