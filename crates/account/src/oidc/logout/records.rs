//! Which clients a session signed in to.

use crate::session::SessionId;
use ground::{Fault, Moment, Span};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Db, Tx};

/// One client that one session signed in to.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client: String,
    pub begun_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Notes that a session signs in to a client.
pub(in crate::oidc) fn note_client(tx: &Tx, session: SessionId, client: &str, now: Moment) {
    let row = ActiveModel {
        session: Set(session.0),
        client: Set(client.to_owned()),
        begun_at: Set(now.unix_ms()),
    };
    let same = OnConflict::columns([Column::Session, Column::Client]).do_nothing().to_owned();
    tx.later(&Entity::insert(row).on_conflict(same));
}

/// Takes away the clients that a session signed in to.
pub(super) async fn take_clients(tx: &Tx, session: SessionId) -> Result<Vec<String>, Fault> {
    let ours = Column::Session.eq(session.0);
    let rows = Entity::find().filter(ours.clone()).all(tx).await;
    let rows = rows.db("reading the clients of a session")?;
    tx.later(&Entity::delete_many().filter(ours));
    Ok(rows.into_iter().map(|row| row.client).collect())
}

/// Forgets what belongs to sessions that are long over.
///
/// # Errors
/// A database that is away.
pub(in crate::oidc) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let long_ago = now.minus(Span::from_days(30));
    let over = Column::BegunAt.lt(long_ago.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting clients of sessions")?;
    Ok(())
}
