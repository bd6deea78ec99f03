//! Persons as they are stored: found by a blind index over issuer and subject, and what their
//! provider says of them sealed.

use super::PersonId;
use crate::portal::Portal;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use outside::openid::Said;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use store::{Db, Tx};

const PLACE: &str = "person.sealed";

/// One person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub identity: Vec<u8>,
    pub issuer: String,
    pub sealed: String,
    pub created_at: i64,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// The person a provider calls this, known before or not, and what it says of them now.
///
/// # Errors
/// A database that is away.
pub async fn meet(
    tx: &Tx,
    portal: &Portal,
    (issuer, subject): (&str, &str),
    said: &Said,
    now: Moment,
) -> Result<PersonId, Fault> {
    if let Some(id) = find(tx, portal, issuer, subject).await? {
        let seen = Entity::update_many()
            .col_expr(Column::Sealed, Expr::value(seal(portal, id, said)?))
            .col_expr(Column::SeenAt, Expr::value(now.unix_ms()))
            .filter(Column::Id.eq(id.0));
        seen.exec(tx).await.db("meeting a person again")?;
        return Ok(id);
    }
    let id = PersonId::new(now, &portal.chance);
    let row = ActiveModel {
        id: Set(id.0),
        identity: Set(portal.identity_index.of(&identity(issuer, subject))),
        issuer: Set(issuer.to_owned()),
        sealed: Set(seal(portal, id, said)?),
        created_at: Set(now.unix_ms()),
        seen_at: Set(now.unix_ms()),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Identity).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .db("meeting a person")?;
    if inserted == 1 {
        return Ok(id);
    }
    // The same person signed in elsewhere at this very moment.
    find(tx, portal, issuer, subject).await?.ok_or(Fault::impossible("a person who is there"))
}

/// The person a provider calls this.
///
/// # Errors
/// A database that is away.
pub async fn find(
    db: &impl ConnectionTrait,
    portal: &Portal,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>, Fault> {
    let identities = portal.identity_index.all_of(&identity(issuer, subject));
    let row = Entity::find().filter(Column::Identity.is_in(identities)).one(db).await;
    Ok(row.db("looking for a person")?.map(|row| PersonId(row.id)))
}

/// Issuer and subject as one text, so that no two pairs are alike.
fn identity(issuer: &str, subject: &str) -> String {
    format!("{}:{issuer}{subject}", issuer.len())
}

fn seal(portal: &Portal, id: PersonId, said: &Said) -> Result<String, Fault> {
    let text = serde_json::to_vec(said).doing("writing what is said of a person")?;
    portal.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &portal.chance)
}
