//! Letter rows: written, and marked as they go their way.

use super::{Channel, Letter, NewLetter, Settings, State, Way};
use crate::MessageId;
use ground::keys::{FieldCipher, Place};
use ground::{Chance, Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, ExprTrait};
use serde_json::json;
use store::job::{self, NewJob};
use store::{Db, Tx};

/// The job that delivers a letter.
pub(super) const JOB: &str = "letter";

const PLACE: &str = "letter.address";

/// How long after its sending a receipt may speak of a letter. Centres keep a message for three
/// days at most, and begin their ids anew some day.
const ASKED_ABOUT: Span = Span::from_days(7);

/// One letter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub channel: String,
    pub kind: String,
    pub reference: String,
    pub language: String,
    pub sealed_address: String,
    pub queued_at: i64,
    pub sent_at: Option<i64>,
    pub delivered_at: Option<i64>,
    pub failed_at: Option<i64>,
    pub failure: Option<String>,
    pub provider_id: Option<String>,
    pub gateway: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// How far it has come.
    pub(super) fn way(&self) -> Way {
        Way {
            sent_at: self.sent_at.map(Moment::from_unix_ms),
            delivered_at: self.delivered_at.map(Moment::from_unix_ms),
            failed_at: self.failed_at.map(Moment::from_unix_ms),
        }
    }

    /// What whoever writes its text is told.
    pub(super) fn letter(&self) -> Result<Letter, Fault> {
        let reference = serde_json::from_str(&self.reference)
            .map_err(|error| Fault::new("reading what a letter speaks of", error))?;
        let (kind, language) = (self.kind.clone(), self.language.clone());
        Ok(Letter { id: self.id, kind, reference, language })
    }

    /// Where it goes.
    pub(super) fn address(&self, cipher: &FieldCipher) -> Result<String, Fault> {
        cipher.open_text(Place::new(PLACE, self.id.as_bytes()), &self.sealed_address)
    }
}

/// Writes a letter and its job in the transaction of what it tells of.
///
/// # Errors
/// A cipher that fails.
pub fn write(
    tx: &Tx,
    letter: &NewLetter,
    attempts: i32,
    cipher: &FieldCipher,
    now: Moment,
    chance: &Chance,
) -> Result<Uuid, Fault> {
    let id = insert(tx, letter, cipher, now, chance)?;
    let job = NewJob {
        kind: JOB,
        payload: json!({ "letter": id }),
        run_at: now,
        attempts_at_most: attempts,
    };
    job::enqueue(tx, &job, now, chance);
    Ok(id)
}

/// Writes a notice that somebody must get: it is tried for days, not for minutes, and goes out no
/// earlier than a moment that may be to come. What it speaks of may be over by then: its text is
/// made when it is sent, and then says so.
///
/// # Errors
/// A cipher that fails.
pub fn write_for(
    tx: &Tx,
    letter: &NewLetter,
    (due, settings): (Moment, &Settings),
    cipher: &FieldCipher,
    now: Moment,
    chance: &Chance,
) -> Result<Uuid, Fault> {
    let id = insert(tx, letter, cipher, now, chance)?;
    let until = due.plus(settings.notices_for).unix_ms();
    let job = NewJob {
        kind: JOB,
        payload: json!({ "letter": id, "until": until }),
        run_at: due,
        attempts_at_most: i32::MAX,
    };
    job::enqueue(tx, &job, now, chance);
    Ok(id)
}

fn insert(
    tx: &Tx,
    letter: &NewLetter,
    cipher: &FieldCipher,
    now: Moment,
    chance: &Chance,
) -> Result<Uuid, Fault> {
    let id = chance.row_id(now);
    let place = Place::new(PLACE, id.as_bytes());
    let channel = match letter.channel {
        Channel::Sms => "sms",
        Channel::Mail => "mail",
    };
    let row = ActiveModel {
        id: Set(id),
        channel: Set(channel.to_owned()),
        kind: Set(letter.kind.to_owned()),
        reference: Set(letter.reference.to_string()),
        language: Set(letter.language.to_owned()),
        sealed_address: Set(cipher.seal(place, letter.address.as_bytes(), chance)?),
        queued_at: Set(now.unix_ms()),
        sent_at: Set(None),
        delivered_at: Set(None),
        failed_at: Set(None),
        failure: Set(None),
        provider_id: Set(None),
        gateway: Set(None),
    };
    tx.later(&Entity::insert(row));
    Ok(id)
}

/// When the first of these letters was taken by a gateway that has not said since that it will not
/// arrive; nothing while none was.
///
/// # Errors
/// A database that is away.
pub async fn first_taken(
    db: &impl ConnectionTrait,
    letters: &[Uuid],
) -> Result<Option<Moment>, Fault> {
    let taken = Column::SentAt.is_not_null().and(Column::FailedAt.is_null());
    let rows = Entity::find()
        .filter(Column::Id.is_in(letters.iter().copied()).and(taken))
        .all(db)
        .await
        .db("looking whether a notice went out")?;
    Ok(rows.iter().filter_map(|row| row.sent_at).min().map(Moment::from_unix_ms))
}

/// How far a letter has come; nothing where there is none.
///
/// # Errors
/// A database that is away.
pub async fn state(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<State>, Fault> {
    Ok(load(db, id).await?.map(|row| row.way().state()))
}

pub(super) async fn load(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, Fault> {
    Entity::find_by_id(id).one(db).await.db("reading a letter")
}

pub(super) fn mark_sent(tx: &Tx, id: Uuid, message: &MessageId, now: Moment) {
    let sent = Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(now.unix_ms()))
        .col_expr(Column::ProviderId, Expr::value(message.id.as_str()))
        .col_expr(Column::Gateway, Expr::value(message.gateway.as_ref()))
        .filter(Column::Id.eq(id));
    tx.later(&sent);
}

pub(super) fn mark_failed(tx: &Tx, id: Uuid, failure: &'static str, now: Moment) {
    let failed = Entity::update_many()
        .col_expr(Column::FailedAt, Expr::value(now.unix_ms()))
        .col_expr(Column::Failure, Expr::value(failure))
        .filter(Column::Id.eq(id));
    tx.later(&failed);
}

/// Marks the letter a receipt speaks of, unless it was delivered before. Says whether there is one
/// yet: a receipt may arrive before the answer to its letter was written down, and more than once.
pub(super) async fn receive(
    db: &impl ConnectionTrait,
    message: &MessageId,
    failure: Option<&'static str>,
    now: Moment,
) -> Result<bool, Fault> {
    let column = if failure.is_some() { Column::FailedAt } else { Column::DeliveredAt };
    let spoken_of = Condition::all()
        .add(Column::ProviderId.eq(message.id.as_str()))
        .add(Column::Gateway.eq(message.gateway.as_ref()))
        .add(Column::SentAt.gte(now.minus(ASKED_ABOUT).unix_ms()));
    let marked = Entity::update_many()
        .col_expr(column, Expr::value(now.unix_ms()))
        .col_expr(Column::Failure, Expr::value(failure))
        .filter(spoken_of.clone())
        .filter(Column::DeliveredAt.is_null())
        .exec(db)
        .await
        .db("marking what a receipt says")?;
    if marked.rows_affected > 0 {
        return Ok(true);
    }
    let known = Entity::find().filter(spoken_of).one(db).await;
    Ok(known.db("looking for the letter of a receipt")?.is_some())
}

/// Forgets letters that were queued before a moment.
///
/// # Errors
/// A database that is away.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::QueuedAt.lt(before.unix_ms()))
        .exec(db)
        .await
        .db("forgetting letters")?;
    Ok(())
}
