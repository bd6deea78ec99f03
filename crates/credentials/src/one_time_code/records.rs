//! Code rows: minted, sent again, spent, redeemed.

use super::{Binding, Minted, Settings, Spent};
use ground::{Chance, Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, Order, QueryOrder};
use store::{Db, Store, Tx};

/// One mint of one flow's code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub holder: Uuid,
    pub purpose: String,
    pub mint: i32,
    pub visit: Vec<u8>,
    pub number: Vec<u8>,
    pub minted_at: i64,
    pub expires_at: i64,
    pub tries: i32,
    pub tried_at: Option<i64>,
    pub used_at: Option<i64>,
    pub sends: i32,
    pub last_sent_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn minted(&self) -> Minted {
        Minted {
            id: self.id,
            mint: self.mint,
            tries: self.tries,
            tried_at: self.tried_at.map(Moment::from_unix_ms),
            expires_at: Moment::from_unix_ms(self.expires_at),
            used_at: self.used_at.map(Moment::from_unix_ms),
            sends: self.sends,
            last_sent_at: Moment::from_unix_ms(self.last_sent_at),
        }
    }
}

/// Mints the next code of a flow; the one before it serves no more.
///
/// # Errors
/// A database that is away, or a parallel mint of the same flow.
pub async fn mint(
    tx: &Tx,
    binding: &Binding,
    settings: &Settings,
    now: Moment,
    chance: &Chance,
) -> Result<Minted, Fault> {
    let before = latest(tx, binding.holder, binding.purpose).await?;
    let minted = Minted {
        id: chance.row_id(now),
        mint: before.map_or(1, |before| before.mint + 1),
        tries: 0,
        tried_at: None,
        expires_at: now.plus(settings.lifetime),
        used_at: None,
        sends: before.map_or(1, |before| before.sends + 1),
        last_sent_at: now,
    };
    let row = ActiveModel {
        id: Set(minted.id),
        holder: Set(binding.holder),
        purpose: Set(binding.purpose.to_owned()),
        mint: Set(minted.mint),
        visit: Set(binding.visit.to_vec()),
        number: Set(binding.number.clone()),
        minted_at: Set(now.unix_ms()),
        expires_at: Set(minted.expires_at.unix_ms()),
        tries: Set(0),
        tried_at: Set(None),
        used_at: Set(None),
        sends: Set(minted.sends),
        last_sent_at: Set(now.unix_ms()),
    };
    tx.later(&Entity::insert(row));
    Ok(minted)
}

/// Notes that the same code goes out again. Says whether it was noted: of two presses at once
/// only one is.
///
/// # Errors
/// A database that is away.
pub async fn send_again(tx: &Tx, latest: &Minted, now: Moment) -> Result<bool, Fault> {
    let noted = Entity::update_many()
        .col_expr(Column::Sends, Expr::col(Column::Sends).add(1))
        .col_expr(Column::LastSentAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(latest.id).and(Column::Sends.eq(latest.sends)))
        .exec(tx)
        .await
        .db("sending a code again")?;
    Ok(noted.rows_affected == 1)
}

/// The latest code of a flow.
///
/// # Errors
/// A database that is away.
pub async fn latest(
    db: &impl ConnectionTrait,
    holder: Uuid,
    purpose: &str,
) -> Result<Option<Minted>, Fault> {
    let of_flow = Column::Holder.eq(holder).and(Column::Purpose.eq(purpose));
    let row = Entity::find().filter(of_flow).order_by_desc(Column::Mint).one(db).await;
    Ok(row.db("reading the latest code")?.map(|row| row.minted()))
}

/// The code that was sent to a number last, whichever flow or browser asked for it.
///
/// # Errors
/// A database that is away.
pub async fn latest_to_number(
    db: &impl ConnectionTrait,
    number: &[u8],
    purpose: &str,
) -> Result<Option<Minted>, Fault> {
    let of_number = Column::Number.eq(number.to_vec()).and(Column::Purpose.eq(purpose));
    let row = Entity::find().filter(of_number).order_by_desc(Column::LastSentAt).one(db).await;
    Ok(row.db("reading a number's latest code")?.map(|row| row.minted()))
}

/// Spends one try of the flow's latest code, committed before anything is compared: whatever
/// follows, panics and lost connections included, the try is gone.
///
/// # Errors
/// A database that is away; then nothing may be compared (deny on error).
pub async fn spend(
    store: &Store,
    binding: &Binding,
    settings: &Settings,
    now: Moment,
) -> Result<Spent, Fault> {
    let is_live = Column::Tries
        .lt(settings.tries)
        .and(Column::UsedAt.is_null())
        .and(Column::ExpiresAt.gt(now.unix_ms()));
    let spent = store::in_one_statement!(store.soon(), |db| {
        Entity::update_many()
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .col_expr(Column::TriedAt, Expr::value(now.unix_ms()))
            .filter(latest_of(binding).and(is_live.clone()))
            .exec_with_returning(db)
            .await
            .db("spending a try")
    })?;
    if let Some(row) = spent.first() {
        return Ok(Spent::Try(row.minted()));
    }
    let row = Entity::find().filter(latest_of(binding)).one(store.writer()).await;
    Ok(match row.db("reading a code")? {
        None => Spent::Unknown,
        Some(row) if row.used_at.is_some() => Spent::Used,
        Some(row) if row.expires_at <= now.unix_ms() => Spent::Expired,
        Some(_) => Spent::NoneLeft,
    })
}

/// The flow's latest code, if it is bound to this browser and number.
fn latest_of(binding: &Binding) -> Expr {
    let latest = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::Holder.eq(binding.holder).and(Column::Purpose.eq(binding.purpose)))
        .order_by(Column::Mint, Order::Desc)
        .limit(1)
        .take();
    Column::Id
        .in_subquery(latest)
        .and(Column::Visit.eq(binding.visit.to_vec()))
        .and(Column::Number.eq(binding.number.clone()))
}

/// Notes that the code entered last was right though nothing came of it: its try stays spent, but
/// nobody says that it was wrong.
pub fn was_right(tx: &Tx, id: Uuid) {
    let noted = Entity::update_many()
        .col_expr(Column::TriedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id));
    tx.later(&noted);
}

/// Uses a code up, in the transaction of what it allows. Says whether it was still unused: a code
/// serves once, and the row count decides.
///
/// # Errors
/// A database that is away.
pub async fn redeem(tx: &Tx, id: Uuid, now: Moment) -> Result<bool, Fault> {
    let redeemed = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.unix_ms()))
        .filter(Column::Id.eq(id).and(Column::UsedAt.is_null()))
        .exec(tx)
        .await
        .db("redeeming a code")?;
    Ok(redeemed.rows_affected == 1)
}

/// Forgets codes that died long ago.
///
/// # Errors
/// A database that is away.
pub(crate) async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), Fault> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(before.unix_ms()))
        .exec(db)
        .await
        .db("sweeping codes")?;
    Ok(())
}
