//! Offers as they are stored, sealed.

use super::OfferId;
use crate::person::Identity;
use crate::portal::Portal;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use store::{Db, Tx};

const PLACE: &str = "identity_offer.sealed";

/// One offer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_offer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub session: Uuid,
    pub sealed: String,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes what was proved, for the session that asked for it.
///
/// # Errors
/// A database that is away.
pub async fn offer(
    portal: &Portal,
    session: Uuid,
    proved: &Identity,
    now: Moment,
) -> Result<OfferId, Fault> {
    let id = OfferId::new(now, &portal.chance);
    let text = serde_json::to_vec(proved).doing("writing what was proved")?;
    let row = ActiveModel {
        id: Set(id.0),
        session: Set(session),
        sealed: Set(portal.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &portal.chance)?),
        expires_at: Set(now.plus(portal.settings.session.attempt).unix_ms()),
    };
    store::in_one_statement!(portal.store, |db| {
        Entity::insert(row.clone()).exec_without_returning(db).await.db("writing what was proved")
    })?;
    Ok(id)
}

/// What was proved for this session, unless its time is over.
///
/// # Errors
/// A database that is away, or a field that does not open.
pub async fn offered(
    db: &impl ConnectionTrait,
    portal: &Portal,
    (id, session): (OfferId, Uuid),
    now: Moment,
) -> Result<Option<Identity>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading what was proved")?;
    let row = row.filter(|row| row.session == session && row.expires_at > now.unix_ms());
    let open = |row: Model| {
        let place = Place::new(PLACE, row.id.as_bytes());
        let text = portal.cipher.open_text(place, &row.sealed)?;
        serde_json::from_str(&text).doing("reading what was proved")
    };
    row.map(open).transpose()
}

/// Uses an offer up. The row count decides between two presses.
///
/// # Errors
/// A database that is away.
pub async fn spend_offer(tx: &Tx, id: OfferId) -> Result<bool, Fault> {
    let gone = Entity::delete_many().filter(Column::Id.eq(id.0)).exec(tx).await;
    Ok(gone.db("using up what was proved")?.rows_affected == 1)
}

/// Forgets offers whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep_offers(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let over = Column::ExpiresAt.lte(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting what was proved")?;
    Ok(())
}
