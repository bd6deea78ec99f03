//! Sessions as they are stored.

use super::{Session, SessionId};
use crate::person::PersonId;
use crate::portal::Portal;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Secret, Span};
use outside::openid::SignedIn;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DeleteMany, ExprTrait};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::journal::{self, Entry};
use store::{Db, Tx};
use web::cookie::Opaque;

const PLACE: &str = "session.sealed";

/// How often it is noted at most that somebody is there.
const SEEN_EVERY: Span = Span::from_minutes(1);

/// One session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub digest: Vec<u8>,
    pub person: Uuid,
    pub provider: String,
    pub provider_session: Option<Vec<u8>>,
    pub sealed: String,
    pub begun_at: i64,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What nobody reads in the table.
#[derive(Serialize, Deserialize)]
struct Sealed {
    name: String,
    id_token: String,
}

/// Who is signed in under this name, if anybody is; notes once a minute that they are there.
pub(super) async fn present(
    portal: &Portal,
    name: &Opaque,
    now: Moment,
) -> Result<Option<Session>, Fault> {
    let row = Entity::find().filter(Column::Digest.eq(name.digest().to_vec()));
    let row = row.one(portal.store.reader()).await.db("reading a session")?;
    let live = row.filter(|row| now < over_at(portal, row));
    let Some(session) = live.map(|row| open(portal, row)).transpose()? else { return Ok(None) };
    if now >= session.seen_at.plus(SEEN_EVERY) {
        let before = now.minus(SEEN_EVERY).unix_ms();
        store::in_one_statement!(portal.store, |db| {
            Entity::update_many()
                .col_expr(Column::SeenAt, Expr::value(now.unix_ms()))
                .filter(Column::Id.eq(session.id.0).and(Column::SeenAt.lte(before)))
                .exec(db)
                .await
                .db("noting that somebody is there")
        })?;
    }
    Ok(Some(session))
}

fn over_at(portal: &Portal, row: &Model) -> Moment {
    let settings = &portal.settings.session;
    let begun = Moment::from_unix_ms(row.begun_at).plus(settings.at_most);
    begun.min(Moment::from_unix_ms(row.seen_at).plus(settings.idle))
}

fn open(portal: &Portal, row: Model) -> Result<Session, Fault> {
    let text = portal.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
    let sealed: Sealed = serde_json::from_str(&text).doing("reading a session")?;
    Ok(Session {
        id: SessionId(row.id),
        person: PersonId(row.person),
        provider: row.provider,
        name: sealed.name.into(),
        id_token: Secret::new(sealed.id_token),
        seen_at: Moment::from_unix_ms(row.seen_at),
    })
}

/// Begins a session under a new name. One that the browser named before must be ended by the caller
/// in the same transaction: a name that was known before sign-in opens nothing after it.
///
/// # Errors
/// A value that cannot be sealed.
pub fn begin(
    tx: &Tx,
    portal: &Portal,
    person: PersonId,
    (provider, signed_in, shown): (&str, &SignedIn, &str),
    now: Moment,
) -> Result<Opaque, Fault> {
    let (id, name) = (SessionId::new(now, &portal.chance), Opaque::new(&portal.chance));
    let sealed =
        Sealed { name: shown.to_owned(), id_token: signed_in.id_token.reveal().to_owned() };
    let sealed = serde_json::to_vec(&sealed).doing("writing a session")?;
    let place = Place::new(PLACE, id.as_bytes());
    let theirs = signed_in.session.as_ref();
    let row = ActiveModel {
        id: Set(id.0),
        digest: Set(name.digest().to_vec()),
        person: Set(person.0),
        provider: Set(provider.to_owned()),
        provider_session: Set(theirs.map(|session| portal.provider_session_index.of(session))),
        sealed: Set(portal.cipher.seal(place, &sealed, &portal.chance)?),
        begun_at: Set(now.unix_ms()),
        seen_at: Set(now.unix_ms()),
    };
    tx.later(&Entity::insert(row));
    let detail = json!({ "provider": provider });
    note(tx, portal, (id, person), "session.begun", detail, now);
    Ok(name)
}

/// Ends the session a browser names, if there is one. Says whether there was.
///
/// # Errors
/// A database that is away.
pub async fn end(
    tx: &Tx,
    portal: &Portal,
    name: &Opaque,
    why: &'static str,
    now: Moment,
) -> Result<bool, Fault> {
    let gone = Entity::delete_many().filter(Column::Digest.eq(name.digest().to_vec()));
    let gone = gone.exec_with_returning(tx).await.db("ending a session")?;
    note_ended(tx, portal, &gone, why, now);
    Ok(!gone.is_empty())
}

/// Which sessions a provider speaks of.
pub struct Whose<'a> {
    /// The provider that speaks: it ends its own and no others.
    pub provider: &'a str,
    /// Those of this person.
    pub person: Option<PersonId>,
    /// The one it calls this.
    pub session: Option<&'a str>,
}

/// Ends the sessions a provider speaks of, and says how many there were.
///
/// # Errors
/// A database that is away.
pub async fn end_of_provider(
    tx: &Tx,
    portal: &Portal,
    whose: &Whose<'_>,
    now: Moment,
) -> Result<usize, Fault> {
    let mut which = Column::Provider.eq(whose.provider);
    if let Some(person) = whose.person {
        which = which.and(Column::Person.eq(person.0));
    }
    if let Some(session) = whose.session {
        let names = portal.provider_session_index.all_of(session);
        which = which.and(Column::ProviderSession.is_in(names));
    }
    if whose.person.is_none() && whose.session.is_none() {
        return Ok(0);
    }
    end_many(tx, portal, Entity::delete_many().filter(which), "provider", now).await
}

/// Ends every session, since a backup was put back, which holds sessions that may have ended since.
/// Says how many there were.
///
/// # Errors
/// A database that is away.
pub async fn end_all(tx: &Tx, portal: &Portal, now: Moment) -> Result<usize, Fault> {
    end_many(tx, portal, Entity::delete_many(), "restored", now).await
}

async fn end_many(
    tx: &Tx,
    portal: &Portal,
    which: DeleteMany<Entity>,
    why: &'static str,
    now: Moment,
) -> Result<usize, Fault> {
    let gone = which.exec_with_returning(tx).await.db("ending sessions")?;
    note_ended(tx, portal, &gone, why, now);
    Ok(gone.len())
}

fn note_ended(tx: &Tx, portal: &Portal, gone: &[Model], why: &'static str, now: Moment) {
    for row in gone {
        let whose = (SessionId(row.id), PersonId(row.person));
        note(tx, portal, whose, "session.ended", json!({ "why": why }), now);
    }
}

fn note(
    tx: &Tx,
    portal: &Portal,
    (session, person): (SessionId, PersonId),
    event: &'static str,
    detail: serde_json::Value,
    now: Moment,
) {
    let (actor, subject) = (format!("person {person}"), format!("session {session}"));
    metrics::counter!("portal_sessions_total", "event" => event).increment(1);
    journal::append(tx, &Entry { at: now, actor, subject, event, detail }, &portal.chance);
}

/// Forgets sessions that are over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(tx: &Tx, portal: &Portal, now: Moment) -> Result<(), Fault> {
    let settings = &portal.settings.session;
    let (idle, begun) = (now.minus(settings.idle), now.minus(settings.at_most));
    let over = Column::SeenAt.lte(idle.unix_ms()).or(Column::BegunAt.lte(begun.unix_ms()));
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting sessions")?;
    Ok(())
}
