//! Announcements as they are stored.

use super::AnnouncementId;
use crate::generation;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};

/// One announcement.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub title: String,
    pub text: String,
    pub written_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What everybody is told.
pub struct Announcement {
    /// What it is known by.
    pub id: AnnouncementId,
    /// Its title, in Vietnamese.
    pub title: String,
    /// What it says, in Vietnamese.
    pub text: String,
    /// When it was written.
    pub written_at: Moment,
}

impl From<Model> for Announcement {
    fn from(row: Model) -> Self {
        let written_at = Moment::from_unix_ms(row.written_at);
        Self { id: AnnouncementId(row.id), title: row.title, text: row.text, written_at }
    }
}

/// Every announcement, the newest first.
///
/// # Errors
/// A database that is away.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Announcement>, Fault> {
    newest(db, 100).await
}

/// The newest announcements, at most so many.
///
/// # Errors
/// A database that is away.
pub async fn newest(db: &impl ConnectionTrait, at_most: u64) -> Result<Vec<Announcement>, Fault> {
    let rows = Entity::find().order_by_desc(Column::WrittenAt).limit(at_most).all(db).await;
    Ok(rows.db("reading announcements")?.into_iter().map(Announcement::from).collect())
}

/// Writes one.
pub fn put(tx: &Tx, announcement: &Announcement) {
    let row = ActiveModel {
        id: Set(announcement.id.0),
        title: Set(announcement.title.clone()),
        text: Set(announcement.text.clone()),
        written_at: Set(announcement.written_at.unix_ms()),
    };
    tx.later(&Entity::insert(row));
    generation::changed(tx, generation::HOME);
}

/// Takes one away. Says whether it was there.
///
/// # Errors
/// A database that is away.
pub async fn remove(tx: &Tx, id: AnnouncementId) -> Result<bool, Fault> {
    let gone = Entity::delete_by_id(id.0).exec(tx).await.db("taking an announcement away")?;
    generation::changed(tx, generation::HOME);
    Ok(gone.rows_affected == 1)
}
