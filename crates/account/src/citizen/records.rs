//! Citizens as they are stored: personal fields sealed, found by blind indexes.

use super::{
    Citizen, CitizenId, Holder, NewAccount, Opened, PasswordSince, Person, StoredPassword,
};
use crate::account::Account;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QuerySelect};
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
}

impl ActiveModelBehavior for ActiveModel {}

mod password {
    use sea_orm::entity::prelude::*;

    /// One citizen's password, hashed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "password")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub citizen: Uuid,
        pub hash: String,
        pub set_at: i64,
        pub disabled_at: Option<i64>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod recovery {
    use sea_orm::entity::prelude::*;

    /// One recovery code's digest.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub citizen: Uuid,
        pub digest: Vec<u8>,
        pub made_at: i64,
        pub used_at: Option<i64>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

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
    let password = password::ActiveModel {
        citizen: Set(new.id.0),
        hash: Set(new.password_hash.to_owned()),
        set_at: Set(now.unix_ms()),
        disabled_at: Set(None),
    };
    tx.later(&password::Entity::insert(password));
    let codes = new.recovery_codes.iter().map(|code| recovery::ActiveModel {
        id: Set(account.chance.row_id(now)),
        citizen: Set(new.id.0),
        digest: Set(code.digest()),
        made_at: Set(now.unix_ms()),
        used_at: Set(None),
    });
    tx.later(&recovery::Entity::insert_many(codes));
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
    let row = password::Entity::find_by_id(id).one(db).await.db("reading a password's hash")?;
    Ok(row.filter(|row| row.disabled_at.is_none()).map(|row| StoredPassword {
        citizen: CitizenId(row.citizen),
        hash: row.hash,
        set_at: Moment::from_unix_ms(row.set_at),
    }))
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

/// Stores a password hashed anew, unless it was changed meanwhile.
pub fn rehash_password(tx: &Tx, id: CitizenId, old: &str, new: &str) {
    let same = password::Column::Citizen.eq(id.0).and(password::Column::Hash.eq(old));
    let hashed = password::Entity::update_many()
        .col_expr(password::Column::Hash, Expr::value(new))
        .filter(same);
    tx.later(&hashed);
}

/// Whether the password that was set then serves still: another may have been set by somebody who
/// asked for it before the old one was tried, and was done after.
///
/// # Errors
/// A database that is away.
pub async fn has_password_of(
    db: &impl ConnectionTrait,
    id: CitizenId,
    set_at: Moment,
) -> Result<bool, Fault> {
    // Whoever resets it at the same time waits until the session stands that they will end.
    let row = password::Entity::find_by_id(id.0).lock_shared().one(db).await;
    let row = row.db("reading a password")?;
    Ok(row.is_some_and(|row| row.disabled_at.is_none() && row.set_at == set_at.unix_ms()))
}

/// What became of the password that was set by then.
///
/// # Errors
/// A database that is away.
pub async fn password_since(
    db: &impl ConnectionTrait,
    id: CitizenId,
    then: Moment,
) -> Result<PasswordSince, Fault> {
    let row = password::Entity::find_by_id(id.0).one(db).await.db("reading a password")?;
    Ok(match row {
        Some(row) if row.set_at > then.unix_ms() => {
            PasswordSince::SetAnew(Moment::from_unix_ms(row.set_at))
        }
        Some(row) if row.disabled_at.is_none() => PasswordSince::Serves,
        _ => PasswordSince::Blocked,
    })
}

/// The password that was set by then serves no more, until it is set anew. Says whether it did.
///
/// # Errors
/// A database that is away.
pub async fn disable_password(
    tx: &Tx,
    id: CitizenId,
    then: Moment,
    now: Moment,
) -> Result<bool, Fault> {
    use password::Column::{Citizen, DisabledAt, SetAt};
    let serves = Citizen.eq(id.0).and(DisabledAt.is_null()).and(SetAt.lte(then.unix_ms()));
    let disabled = password::Entity::update_many()
        .col_expr(DisabledAt, Expr::value(now.unix_ms()))
        .filter(serves)
        .exec(tx)
        .await
        .db("disabling a password")?;
    Ok(disabled.rows_affected == 1)
}

/// Uses a recovery code up. Says whether it is one of this citizen's and was unused: the row count
/// decides.
///
/// # Errors
/// A database that is away.
pub async fn redeem_recovery_code(
    tx: &Tx,
    id: CitizenId,
    digest: &[u8],
    now: Moment,
) -> Result<bool, Fault> {
    let unused = recovery::Column::Citizen.eq(id.0).and(recovery::Column::UsedAt.is_null());
    let redeemed = recovery::Entity::update_many()
        .col_expr(recovery::Column::UsedAt, Expr::value(now.unix_ms()))
        .filter(unused.and(recovery::Column::Digest.eq(digest.to_vec())))
        .exec(tx)
        .await
        .db("using up a recovery code")?;
    Ok(redeemed.rows_affected == 1)
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

/// Notes that a mail address was confirmed.
///
/// # Errors
/// A database that is away.
pub async fn confirm_email(tx: &Tx, id: CitizenId, now: Moment) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::EmailConfirmedAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await
        .db("confirming a mail address")?;
    Ok(())
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

/// The stored hash of a citizen's password, if there is one.
///
/// # Errors
/// A database that is away.
pub async fn password_hash(
    db: &impl ConnectionTrait,
    id: CitizenId,
) -> Result<Option<String>, Fault> {
    let row = password::Entity::find_by_id(id.0).one(db).await.db("reading a password")?;
    Ok(row.map(|row| row.hash))
}

/// Puts a new password in the place of the old one, which is not kept.
///
/// # Errors
/// A database that is away.
pub async fn set_password(tx: &Tx, id: CitizenId, hash: &str, now: Moment) -> Result<(), Fault> {
    password::Entity::delete_by_id(id.0).exec(tx).await.db("forgetting a password")?;
    let row = password::ActiveModel {
        citizen: Set(id.0),
        hash: Set(hash.to_owned()),
        set_at: Set(now.unix_ms()),
        disabled_at: Set(None),
    };
    tx.later(&password::Entity::insert(row));
    Ok(())
}
