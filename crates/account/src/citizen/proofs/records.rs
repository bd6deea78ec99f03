//! Passwords and recovery codes as they are stored.

use crate::account::Account;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{CitizenId, NewAccount, PasswordSince, StoredPassword};
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QuerySelect};
use store::{Db, Tx};

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

/// Gives a new account its password and its recovery codes.
pub(in crate::citizen) fn give(tx: &Tx, account: &Account, new: &NewAccount<'_>, now: Moment) {
    insert_password(tx, new.id, new.password_hash, now);
    insert_codes(tx, account, (new.id, new.recovery_codes), now);
}

fn insert_password(tx: &Tx, id: CitizenId, hash: &str, now: Moment) {
    let row = password::ActiveModel {
        citizen: Set(id.0),
        hash: Set(hash.to_owned()),
        set_at: Set(now.unix_ms()),
        disabled_at: Set(None),
    };
    tx.later(&password::Entity::insert(row));
}

fn insert_codes(
    tx: &Tx,
    account: &Account,
    (id, codes): (CitizenId, &[RecoveryCode]),
    now: Moment,
) {
    let codes = codes.iter().map(|code| recovery::ActiveModel {
        id: Set(account.chance.row_id(now)),
        citizen: Set(id.0),
        digest: Set(code.digest()),
        made_at: Set(now.unix_ms()),
        used_at: Set(None),
    });
    tx.later(&recovery::Entity::insert_many(codes));
}

/// The password of a citizen as it is stored, while it serves.
pub(in crate::citizen) async fn serving_password(
    db: &impl ConnectionTrait,
    id: CitizenId,
) -> Result<Option<StoredPassword>, Fault> {
    let row = password::Entity::find_by_id(id.0).one(db).await.db("reading a password's hash")?;
    Ok(row.filter(|row| row.disabled_at.is_none()).map(|row| StoredPassword {
        citizen: CitizenId(row.citizen),
        hash: row.hash,
        set_at: Moment::from_unix_ms(row.set_at),
    }))
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
    insert_password(tx, id, hash, now);
    Ok(())
}

/// Puts new recovery codes in the place of those that were drawn then, which serve no more. Says
/// whether those were still there: of two presses at once one draws.
///
/// # Errors
/// A database that is away.
pub async fn set_recovery_codes(
    tx: &Tx,
    account: &Account,
    (id, codes): (CitizenId, &[RecoveryCode]),
    drawn_before: Option<Moment>,
    now: Moment,
) -> Result<bool, Fault> {
    use recovery::Column::{Citizen, MadeAt};
    if let Some(then) = drawn_before {
        let those = Citizen.eq(id.0).and(MadeAt.eq(then.unix_ms()));
        let gone = recovery::Entity::delete_many().filter(those).exec(tx).await;
        if gone.db("forgetting recovery codes")?.rows_affected == 0 {
            return Ok(false);
        }
    }
    insert_codes(tx, account, (id, codes), now);
    Ok(true)
}

/// No recovery code of a citizen serves any more.
///
/// # Errors
/// A database that is away.
pub async fn void_recovery_codes(tx: &Tx, id: CitizenId) -> Result<(), Fault> {
    let codes = recovery::Column::Citizen.eq(id.0);
    let gone = recovery::Entity::delete_many().filter(codes).exec(tx).await;
    gone.db("forgetting recovery codes").map(|_| ())
}

/// How many recovery codes a citizen has not used, and when they were drawn.
///
/// # Errors
/// A database that is away.
pub async fn recovery_codes_left(
    db: &impl ConnectionTrait,
    id: CitizenId,
) -> Result<Option<(usize, Moment)>, Fault> {
    let rows = recovery::Entity::find().filter(recovery::Column::Citizen.eq(id.0)).all(db).await;
    let rows = rows.db("counting recovery codes")?;
    let left = rows.iter().filter(|row| row.used_at.is_none()).count();
    Ok(rows.first().map(|row| (left, Moment::from_unix_ms(row.made_at))))
}

/// When the password of a citizen was set.
///
/// # Errors
/// A database that is away.
pub async fn password_set_at(
    db: &impl ConnectionTrait,
    id: CitizenId,
) -> Result<Option<Moment>, Fault> {
    let row = password::Entity::find_by_id(id.0).one(db).await.db("reading a password")?;
    Ok(row.map(|row| Moment::from_unix_ms(row.set_at)))
}

/// Forgets the password and the recovery codes of an account that is gone.
pub(in crate::citizen) async fn forget(tx: &Tx, id: CitizenId) -> Result<(), Fault> {
    const FORGETTING: &str = "forgetting the proofs of a citizen";
    password::Entity::delete_by_id(id.0).exec(tx).await.db(FORGETTING)?;
    void_recovery_codes(tx, id).await
}
