//! Citizens as they are stored: personal fields sealed, found by blind indexes.

use super::proofs::records as proofs;
use super::{
    Assurance, Citizen, CitizenId, Holder, NewAccount, Opened, Person, StoredPassword, Verifier,
};
use crate::account::Account;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
use store::{Db, Tx};

/// One citizen's account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "citizen")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub identity_index: Vec<u8>,
    pub person_index: Vec<u8>,
    pub phone_index: Vec<u8>,
    pub has_old_number: bool,
    pub sealed_identity: String,
    pub sealed_name: String,
    pub sealed_birth_date: String,
    pub sealed_phone: String,
    pub phone_lost_at: Option<i64>,
    pub sealed_email: Option<String>,
    pub email_confirmed_at: Option<i64>,
    pub assurance: i16,
    pub verifier: String,
    pub verified_at: i64,
    pub created_at: i64,
    /// When it will be closed, as its citizen wished.
    pub closing_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whether this person has an account: under this number, or under another one with the same
/// name, birth date and telephone (an old nine-digit number and a new one are one person).
///
/// # Errors
/// A database that is away.
pub async fn has_account(
    db: &impl ConnectionTrait,
    account: &Account,
    person: &Person,
) -> Result<bool, Fault> {
    let same_number =
        Column::IdentityIndex.is_in(account.identity_index.all_of(person.identity.as_str()));
    let same_person = Column::PersonIndex.is_in(account.person_index.all_of(&person.fingerprint()));
    let found = Entity::find().filter(same_number.or(same_person)).one(db).await;
    Ok(found.db("looking for an account")?.is_some())
}

/// Opens an account, unless this person has one. A number that another account held is from now
/// on only the newcomer's: the other keeps its identity and must prove itself anew.
///
/// # Errors
/// A database that is away.
pub async fn open_account(
    tx: &Tx,
    account: &Account,
    new: &NewAccount<'_>,
    now: Moment,
) -> Result<Opened, Fault> {
    if has_account(tx, account, new.person).await? {
        return Ok(Opened::Before);
    }
    let inserted = Entity::insert(row(account, new, now)?)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .db("opening an account")?;
    if inserted == 0 {
        return Ok(Opened::Before);
    }
    // Only now: who lost the race is the same person, and must not take their number from them.
    lose_phone(tx, account, new, now);
    proofs::give(tx, account, new, now);
    Ok(Opened::Now)
}

fn row(account: &Account, new: &NewAccount<'_>, now: Moment) -> Result<ActiveModel, Fault> {
    let person = new.person;
    let seal = |column, text: &str| {
        let place = Place::new(column, new.id.as_bytes());
        account.cipher.seal(place, text.as_bytes(), &account.chance)
    };
    let email = person.email.as_ref();
    let email = email.map(|email| seal("citizen.email", email.as_str())).transpose()?;
    Ok(ActiveModel {
        id: Set(new.id.0),
        identity_index: Set(account.identity_index.of(person.identity.as_str())),
        person_index: Set(account.person_index.of(&person.fingerprint())),
        phone_index: Set(account.phone_index.of(&person.phone.e164())),
        has_old_number: Set(matches!(person.identity, IdentityNumber::Old(_))),
        sealed_identity: Set(seal("citizen.identity", person.identity.as_str())?),
        sealed_name: Set(seal("citizen.name", person.name.as_str())?),
        sealed_birth_date: Set(seal("citizen.birth_date", &person.birth.to_iso())?),
        sealed_phone: Set(seal("citizen.phone", &person.phone.e164())?),
        phone_lost_at: Set(None),
        sealed_email: Set(email),
        email_confirmed_at: Set(None),
        assurance: Set(new.assurance.level),
        verifier: Set(new.assurance.verifier.as_str().to_owned()),
        verified_at: Set(new.assurance.at.unix_ms()),
        created_at: Set(now.unix_ms()),
        closing_at: Set(None),
    })
}

/// The accounts that held the newcomer's number until now hold it no more.
fn lose_phone(tx: &Tx, account: &Account, new: &NewAccount<'_>, now: Moment) {
    let held = Column::PhoneIndex.is_in(account.phone_index.all_of(&new.person.phone.e164()));
    let others = held.and(Column::Id.ne(new.id.0)).and(Column::PhoneLostAt.is_null());
    let lost = Entity::update_many().col_expr(Column::PhoneLostAt, Expr::value(now.unix_ms()));
    tx.later(&lost.filter(others));
}

/// The account of an identity number, with its password while that serves. An unknown number costs
/// the same questions.
///
/// # Errors
/// A database that is away.
pub async fn by_identity(
    db: &impl ConnectionTrait,
    account: &Account,
    identity: &IdentityNumber,
) -> Result<Option<StoredPassword>, Fault> {
    let indexes = account.identity_index.all_of(identity.as_str());
    let row = Entity::find().filter(Column::IdentityIndex.is_in(indexes)).one(db).await;
    let id = row.db("looking for an account")?.map_or(Uuid::nil(), |row| row.id);
    proofs::serving_password(db, CitizenId(id)).await
}

/// What signing in needs to know of a citizen.
///
/// # Errors
/// A database that is away, a field that does not open, or a citizen that is not there.
pub async fn holder(
    db: &impl ConnectionTrait,
    account: &Account,
    id: CitizenId,
) -> Result<Holder, Fault> {
    let known = load(db, account, id).await?;
    let known = known.ok_or(Fault::impossible("a citizen that is not there"))?;
    Ok(Holder {
        id,
        identity: known.person.identity,
        name: known.person.name,
        phone: known.has_phone.then_some(known.person.phone),
        email: known.person.email.filter(|_| known.has_email),
    })
}

/// The mail address of an account, if one was given.
///
/// # Errors
/// A database that is away, or an address that does not open.
pub async fn sealed_email(
    db: &impl ConnectionTrait,
    account: &Account,
    id: CitizenId,
) -> Result<Option<String>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a mail address")?;
    let Some(sealed) = row.and_then(|row| row.sealed_email) else { return Ok(None) };
    let place = Place::new("citizen.email", id.as_bytes());
    account.cipher.open_text(place, &sealed).map(Some)
}

/// A mail address was confirmed, and is the account's from now on.
///
/// # Errors
/// A database that is away, or a cipher that fails.
pub async fn confirm_email(
    tx: &Tx,
    account: &Account,
    (id, email): (CitizenId, &EmailAddress),
    now: Moment,
) -> Result<(), Fault> {
    let place = Place::new("citizen.email", id.as_bytes());
    let sealed = account.cipher.seal(place, email.as_str().as_bytes(), &account.chance)?;
    Entity::update_many()
        .col_expr(Column::SealedEmail, Expr::value(sealed))
        .col_expr(Column::EmailConfirmedAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await
        .db("confirming a mail address")?;
    Ok(())
}

/// A mail address is used for nothing any more, until it is confirmed again. Says whether one was.
///
/// # Errors
/// A database that is away.
pub async fn unconfirm_email(tx: &Tx, id: CitizenId) -> Result<bool, Fault> {
    let unconfirmed = Entity::update_many()
        .col_expr(Column::EmailConfirmedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id.0).and(Column::EmailConfirmedAt.is_not_null()))
        .exec(tx)
        .await;
    Ok(unconfirmed.db("taking back that a mail address is confirmed")?.rows_affected == 1)
}

/// The account of this number and the telephone it is reached by; nothing where there is none, or
/// where somebody else has proved that telephone since. One question, whoever is asked about.
///
/// # Errors
/// A database that is away, or a field that does not open.
pub async fn reached(
    db: &impl ConnectionTrait,
    account: &Account,
    identity: &IdentityNumber,
) -> Result<Option<(CitizenId, PhoneNumber)>, Fault> {
    let index = account.identity_index.all_of(identity.as_str());
    let found = Entity::find().filter(Column::IdentityIndex.is_in(index)).one(db).await;
    let row = found.db("looking for an account")?.filter(|row| row.phone_lost_at.is_none());
    row.map(|row| Ok((CitizenId(row.id), phone_of(account, &row)?))).transpose()
}

/// One citizen.
///
/// # Errors
/// A database that is away, or a field that does not open.
pub async fn load(
    db: &impl ConnectionTrait,
    account: &Account,
    id: CitizenId,
) -> Result<Option<Citizen>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a citizen")?;
    row.map(|row| citizen(account, &row)).transpose()
}

fn citizen(account: &Account, row: &Model) -> Result<Citizen, Fault> {
    const DOING: &str = "reading a citizen";
    const UNKNOWN: &str = "somebody unknown verified a citizen";
    let field = |column, sealed: &str| opened(account, row.id, column, sealed);
    let identity = field("citizen.identity", &row.sealed_identity)?;
    let name = field("citizen.name", &row.sealed_name)?;
    let birth = field("citizen.birth_date", &row.sealed_birth_date)?;
    let email = row.sealed_email.as_deref().map(|sealed| field("citizen.email", sealed));
    let email = email.transpose()?.map(|email| EmailAddress::parse(&email));
    Ok(Citizen {
        id: CitizenId(row.id),
        person: Person {
            identity: IdentityNumber::parse(&identity, true).doing(DOING)?,
            name: PersonName::parse(&name).doing(DOING)?,
            birth: BirthDate::from_iso(&birth).doing(DOING)?,
            phone: phone_of(account, row)?,
            email: email.transpose().doing(DOING)?,
        },
        has_phone: row.phone_lost_at.is_none(),
        has_email: row.sealed_email.is_some() && row.email_confirmed_at.is_some(),
        assurance: Assurance {
            level: row.assurance,
            verifier: Verifier::parse(&row.verifier).ok_or(Fault::impossible(UNKNOWN))?,
            at: Moment::from_unix_ms(row.verified_at),
        },
        opened_at: Moment::from_unix_ms(row.created_at),
        closing_at: row.closing_at.map(Moment::from_unix_ms),
    })
}

fn phone_of(account: &Account, row: &Model) -> Result<PhoneNumber, Fault> {
    let phone = opened(account, row.id, "citizen.phone", &row.sealed_phone)?;
    PhoneNumber::parse(&phone).doing("reading a citizen's telephone")
}

fn opened(
    account: &Account,
    id: Uuid,
    column: &'static str,
    sealed: &str,
) -> Result<String, Fault> {
    account.cipher.open_text(Place::new(column, id.as_bytes()), sealed)
}
