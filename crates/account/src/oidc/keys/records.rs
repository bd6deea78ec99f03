//! Signing keys as they are stored: the private half sealed, numbered for each algorithm, so that
//! of two nodes that make the next one at once one is taken.

use super::{ALGORITHMS, Key};
use crate::account::Account;
use ground::fault::Doing;
use ground::jose::{Algorithm, SigningKey, VerifyingKey};
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::ActiveValue::Set;
use sea_orm::ExprTrait;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::Db;

const PLACE: &str = "signing_key.sealed";

/// How long a key stays published after the last token that it signed is over.
const KEPT_AFTER: Span = Span::from_hours(24);

/// One signing key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub algorithm: String,
    pub number: i32,
    pub sealed: String,
    pub signs_from: i64,
    pub signs_until: i64,
    pub gone_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// The name of the key that names people; it stays for ever, or clients would know nobody again.
const PAIRWISE: &str = "pair";

/// Every key that is published at this moment.
pub(super) async fn published(account: &Account, now: Moment) -> Result<Vec<Key>, Fault> {
    let rows = Entity::find()
        .filter(Column::GoneAt.gt(now.unix_ms()).and(Column::Algorithm.ne(PAIRWISE)))
        .order_by_asc(Column::SignsFrom)
        .order_by_asc(Column::Algorithm)
        .all(account.store.reader())
        .await
        .db("reading the signing keys")?;
    rows.iter().map(|row| open(account, row)).collect()
}

fn open(account: &Account, row: &Model) -> Result<Key, Fault> {
    const READING: &str = "reading a signing key";
    let named = |algorithm: &Algorithm| algorithm.name() == row.algorithm;
    let algorithm = ALGORITHMS.into_iter().find(named).ok_or(Fault::impossible(READING))?;
    let place = Place::new(PLACE, row.id.as_bytes());
    let pkcs8 = account.cipher.open(place, &row.sealed).ok_or(Fault::impossible(READING))?;
    let signing = SigningKey::from_pkcs8(algorithm, &pkcs8)?;
    let public = VerifyingKey::from_jwk(signing.public_jwk()).ok_or(Fault::impossible(READING))?;
    Ok(Key {
        signing,
        public,
        signs_from: Moment::from_unix_ms(row.signs_from),
        signs_until: Moment::from_unix_ms(row.signs_until),
    })
}

/// Sees to it that there is a key of each kind for now, and the next one in time; forgets those
/// that verify nothing any more.
///
/// # Errors
/// A database that is away.
pub async fn tend(account: &Account, now: Moment) -> Result<(), Fault> {
    let ahead = account.settings.openid.key_published_ahead;
    if pairwise(account).await?.is_none() {
        let key: [u8; 32] = account.chance.bytes();
        let for_ever = Moment::from_unix_ms(i64::MAX);
        keep(account, (PAIRWISE, 1), &key, [now, for_ever, for_ever], now).await?;
    }
    for algorithm in ALGORITHMS {
        let last = Entity::find()
            .filter(Column::Algorithm.eq(algorithm.name()))
            .order_by_desc(Column::Number)
            .one(account.store.reader())
            .await
            .db("reading the last signing key")?;
        let number = last.as_ref().map_or(0, |row| row.number) + 1;
        let until = last.map_or(now, |row| Moment::from_unix_ms(row.signs_until));
        if until.minus(ahead) > now {
            continue;
        }
        make(account, algorithm, number, until.max(now), now).await?;
    }
    store::in_one_statement!(account.store, |db| {
        let gone = Column::GoneAt.lt(now.unix_ms());
        Entity::delete_many().filter(gone).exec(db).await.db("forgetting signing keys").map(|_| ())
    })
}

/// The key that names people, once it is made.
pub(super) async fn pairwise(account: &Account) -> Result<Option<Vec<u8>>, Fault> {
    let row = Entity::find().filter(Column::Algorithm.eq(PAIRWISE)).one(account.store.reader());
    let row = row.await.db("reading the key that names people")?;
    row.map(|row| {
        let place = Place::new(PLACE, row.id.as_bytes());
        let key = account.cipher.open(place, &row.sealed);
        key.ok_or(Fault::impossible("opening the key that names people"))
    })
    .transpose()
}

async fn make(
    account: &Account,
    algorithm: Algorithm,
    number: i32,
    from: Moment,
    now: Moment,
) -> Result<(), Fault> {
    let made = tokio::task::spawn_blocking(move || SigningKey::generate(algorithm));
    let pkcs8 = made.await.doing("making a signing key")??;
    let settings = &account.settings.openid;
    let until = from.plus(settings.key_signs);
    let gone = until.plus(settings.id_token.max(settings.access_token)).plus(KEPT_AFTER);
    keep(account, (algorithm.name(), number), &pkcs8, [from, until, gone], now).await
}

async fn keep(
    account: &Account,
    (algorithm, number): (&str, i32),
    key: &[u8],
    [from, until, gone]: [Moment; 3],
    now: Moment,
) -> Result<(), Fault> {
    let id = account.chance.row_id(now);
    let row = ActiveModel {
        id: Set(id),
        algorithm: Set(algorithm.to_owned()),
        number: Set(number),
        sealed: Set(account.cipher.seal(Place::new(PLACE, id.as_bytes()), key, &account.chance)?),
        signs_from: Set(from.unix_ms()),
        signs_until: Set(until.unix_ms()),
        gone_at: Set(gone.unix_ms()),
    };
    store::in_one_statement!(account.store, |db| {
        Entity::insert(row.clone())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(db)
            .await
            .db("keeping a signing key")
            .map(|_| ())
    })
}
