//! Persons as they are stored: found by a blind index over issuer and subject, and what their
//! providers say of them sealed.

use super::{Identity, PersonId};
use crate::portal::Portal;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use outside::openid::Said;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};
use serde_json::json;
use store::journal::{self, Entry};
use store::{Db, Tx};

const PLACE: &str = "identity.sealed";

/// One person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub created_at: i64,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

mod identity {
    use sea_orm::entity::prelude::*;

    /// A person as one provider knows them.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Issuer and subject, as an index tells.
        pub named: Vec<u8>,
        pub person: Uuid,
        pub provider: String,
        pub sealed: String,
        pub linked_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The person whom a provider knows so, known here before or not, and what it says of them now.
///
/// # Errors
/// A database that is away.
pub async fn meet(
    tx: &Tx,
    portal: &Portal,
    met: &Identity,
    now: Moment,
) -> Result<PersonId, Fault> {
    if let Some(known) = row(tx, portal, &met.issuer, &met.subject).await? {
        let sealed = seal(portal, known.id, &met.said)?;
        tx.later(
            &identity::Entity::update_many()
                .col_expr(identity::Column::Sealed, Expr::value(sealed))
                .filter(identity::Column::Id.eq(known.id)),
        );
        seen(tx, PersonId(known.person), now).await?;
        return Ok(PersonId(known.person));
    }
    let id = PersonId::new(now, &portal.chance);
    if insert(tx, portal, id, met, now).await? {
        let (created_at, seen_at) = (Set(now.unix_ms()), Set(now.unix_ms()));
        tx.later(&Entity::insert(ActiveModel { id: Set(id.0), created_at, seen_at }));
        return Ok(id);
    }
    // The same person signed in elsewhere at this very moment.
    let known = find(tx, portal, &met.issuer, &met.subject).await?;
    known.ok_or(Fault::impossible("a person who is there"))
}

/// Notes that a person was here, and holds them until the transaction ends: what is linked to them
/// does not change meanwhile.
async fn seen(tx: &Tx, id: PersonId, now: Moment) -> Result<(), Fault> {
    let seen = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id.0));
    seen.exec(tx).await.db("meeting a person")?;
    Ok(())
}

/// The person whom a provider calls this.
///
/// # Errors
/// A database that is away.
pub async fn find(
    db: &impl ConnectionTrait,
    portal: &Portal,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>, Fault> {
    Ok(row(db, portal, issuer, subject).await?.map(|row| PersonId(row.person)))
}

async fn row(
    db: &impl ConnectionTrait,
    portal: &Portal,
    issuer: &str,
    subject: &str,
) -> Result<Option<identity::Model>, Fault> {
    let names = portal.identity_index.all_of(&named(issuer, subject));
    let row = identity::Entity::find().filter(identity::Column::Named.is_in(names)).one(db).await;
    row.db("looking for a person")
}

/// Links what a provider knows to a person who has proved to be both. Nothing is linked that
/// belongs to somebody already, nor a second account of a provider.
///
/// # Errors
/// A database that is away.
pub async fn link(
    tx: &Tx,
    portal: &Portal,
    person: PersonId,
    proved: &Identity,
    now: Moment,
) -> Result<bool, Fault> {
    seen(tx, person, now).await?;
    let is_linked = insert(tx, portal, person, proved, now).await?;
    if is_linked {
        note(tx, portal, person, "person.linked", &proved.provider, now);
    }
    Ok(is_linked)
}

/// Parts a provider's account from a person, unless it is the only one: somebody must be able to
/// come back.
///
/// # Errors
/// A database that is away.
pub async fn unlink(
    tx: &Tx,
    portal: &Portal,
    person: PersonId,
    provider: &str,
    now: Moment,
) -> Result<bool, Fault> {
    seen(tx, person, now).await?;
    if linked(tx, portal, person).await?.iter().all(|one| one.provider == provider) {
        return Ok(false);
    }
    let gone = identity::Entity::delete_many()
        .filter(identity::Column::Person.eq(person.0))
        .filter(identity::Column::Provider.eq(provider));
    let is_gone = gone.exec(tx).await.db("unlinking an account")?.rows_affected == 1;
    if is_gone {
        note(tx, portal, person, "person.unlinked", provider, now);
    }
    Ok(is_gone)
}

/// An account that is linked to a person.
pub struct Linked {
    /// The provider's name in our settings.
    pub provider: String,
    /// The name the provider says.
    pub name: Option<String>,
    /// Since when.
    pub since: Moment,
}

/// What is linked to a person, the oldest first.
///
/// # Errors
/// A database that is away, or a field that does not open.
pub async fn linked(
    db: &impl ConnectionTrait,
    portal: &Portal,
    person: PersonId,
) -> Result<Vec<Linked>, Fault> {
    let rows = identity::Entity::find()
        .filter(identity::Column::Person.eq(person.0))
        .order_by_asc(identity::Column::LinkedAt)
        .all(db)
        .await
        .db("reading what is linked")?;
    let open = |row: identity::Model| {
        let text = portal.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
        let said: Said = serde_json::from_str(&text).doing("reading what is said of a person")?;
        let since = Moment::from_unix_ms(row.linked_at);
        Ok(Linked { provider: row.provider, name: said.name, since })
    };
    rows.into_iter().map(open).collect()
}

/// Says whether it was written: nobody else is known so, and the person not yet to this provider.
async fn insert(
    tx: &Tx,
    portal: &Portal,
    person: PersonId,
    new: &Identity,
    now: Moment,
) -> Result<bool, Fault> {
    let id = portal.chance.row_id(now);
    let row = identity::ActiveModel {
        id: Set(id),
        named: Set(portal.identity_index.of(&named(&new.issuer, &new.subject))),
        person: Set(person.0),
        provider: Set(new.provider.clone()),
        sealed: Set(seal(portal, id, &new.said)?),
        linked_at: Set(now.unix_ms()),
    };
    let written = identity::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    Ok(written.db("writing how a person is known")? == 1)
}

/// Whether somebody has signed in who is known so.
///
/// # Errors
/// A database that is away.
pub async fn is_known(db: &impl ConnectionTrait, id: PersonId) -> Result<bool, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await;
    Ok(row.db("looking for a person")?.is_some())
}

/// Issuer and subject as one text, so that no two pairs are alike.
fn named(issuer: &str, subject: &str) -> String {
    format!("{}:{issuer}{subject}", issuer.len())
}

fn seal(portal: &Portal, id: Uuid, said: &Said) -> Result<String, Fault> {
    let text = serde_json::to_vec(said).doing("writing what is said of a person")?;
    portal.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &portal.chance)
}

fn note(
    tx: &Tx,
    portal: &Portal,
    person: PersonId,
    event: &'static str,
    provider: &str,
    now: Moment,
) {
    let (actor, detail) = (format!("person {person}"), json!({ "provider": provider }));
    let subject = actor.clone();
    journal::append(tx, &Entry { at: now, actor, subject, event, detail }, &portal.chance);
}
