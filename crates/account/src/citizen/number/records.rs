//! Numbers of accounts as they are stored: found by blind indexes, changed in one place.

use crate::account::Account;
use crate::citizen::records::{Column, Entity};
use crate::citizen::{CitizenId, Person};
use civic::{IdentityNumber, PhoneNumber};
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait};
use store::{Db, Tx};

/// The account of an identity number, whatever its password and telephone are worth.
///
/// # Errors
/// A database that is away.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &Account,
    identity: &IdentityNumber,
) -> Result<Option<CitizenId>, Fault> {
    let indexes = account.identity_index.all_of(identity.as_str());
    let row = Entity::find().filter(Column::IdentityIndex.is_in(indexes)).one(db).await;
    Ok(row.db("looking for an account")?.map(|row| CitizenId(row.id)))
}

/// Whether another account than this one is reached by a telephone.
///
/// # Errors
/// A database that is away.
pub async fn is_phone_held(
    db: &impl ConnectionTrait,
    account: &Account,
    phone: &PhoneNumber,
    except: CitizenId,
) -> Result<bool, Fault> {
    let by_others = held(account, phone).and(Column::Id.ne(except.0));
    let found = Entity::find().filter(by_others).one(db).await;
    Ok(found.db("looking for a telephone's account")?.is_some())
}

fn held(account: &Account, phone: &PhoneNumber) -> Expr {
    let index = account.phone_index.all_of(&phone.e164());
    Column::PhoneIndex.is_in(index).and(Column::PhoneLostAt.is_null())
}

/// Gives an account the telephone its citizen has proved: whoever held it until now holds it no
/// more. Says whether it could be: not where it would make two accounts one person's.
///
/// # Errors
/// A database that is away, or a cipher that fails.
pub async fn change_phone(
    tx: &Tx,
    account: &Account,
    (id, person): (CitizenId, &Person),
    phone: &PhoneNumber,
    now: Moment,
) -> Result<bool, Fault> {
    let changed = Person { phone: phone.clone(), ..person.clone() };
    let same = Column::PersonIndex.is_in(account.person_index.all_of(&changed.fingerprint()));
    let other = Entity::find().filter(same.and(Column::Id.ne(id.0))).one(tx).await;
    if other.db("looking for the same person")?.is_some() {
        return Ok(false);
    }
    let others = held(account, phone).and(Column::Id.ne(id.0));
    let lost = Entity::update_many().col_expr(Column::PhoneLostAt, Expr::value(now.unix_ms()));
    tx.later(&lost.filter(others));
    let place = Place::new("citizen.phone", id.as_bytes());
    let sealed = account.cipher.seal(place, phone.e164().as_bytes(), &account.chance)?;
    let given = Entity::update_many()
        .col_expr(Column::PersonIndex, Expr::value(account.person_index.of(&changed.fingerprint())))
        .col_expr(Column::PhoneIndex, Expr::value(account.phone_index.of(&phone.e164())))
        .col_expr(Column::SealedPhone, Expr::value(sealed))
        .col_expr(Column::PhoneLostAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id.0));
    tx.later(&given);
    Ok(true)
}
