//! Flows as they are stored: sealed, bound to one browser, forgotten after a while.

use super::{Flow, Held, Taken};
use crate::account::Account;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment, Span};
use sea_orm::sea_query::{
    DeleteStatement, Expr, ExprTrait, Order, Query, SelectStatement, UpdateStatement,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::time::Duration;
use store::{Db, Tx};
use uuid::Uuid;
use web::cookie::Visit;
use web::{Arrival, Broken, Gone};

/// How often, and how far apart, a second press looks whether the first one has led on: longer than
/// an operator is waited for.
const LOOKS: u32 = 60;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// How many flows of one browser are looked through for the one that is meant.
const LOOKED_THROUGH: u64 = 5;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    visit: Vec<u8>,
    version: i32,
    sealed: String,
    expires_at: i64,
}

/// Writes a new flow, to be forgotten then.
///
/// # Errors
/// A cipher that fails.
pub fn insert<F: Flow>(
    tx: &Tx,
    account: &Account,
    (id, state): (F::Id, &F),
    visit: &Visit,
    now: Moment,
    until: Moment,
) -> Result<(), Fault> {
    let columns = ["id", "visit", "state", "version", "sealed", "created_at", "expires_at"];
    let values = [
        Expr::value(id.into()),
        Expr::value(visit.digest().to_vec()),
        Expr::value(state.state()),
        Expr::value(1),
        Expr::value(seal::<F>(account, id, state)?),
        Expr::value(now.unix_ms()),
        Expr::value(until.unix_ms()),
    ];
    let row = Query::insert().into_table(F::TABLE).columns(columns).values_panic(values).take();
    tx.later_built(tx.get_database_backend().build(&row));
    Ok(())
}

/// The flow of this id, whichever browser it belongs to ([`Held::is_of`]), unless it is forgotten.
///
/// # Errors
/// A database that is away, or a state that does not open.
pub async fn find<F: Flow>(
    db: &impl ConnectionTrait,
    account: &Account,
    id: F::Id,
    now: Moment,
) -> Result<Option<Held<F>>, Fault> {
    let asked = live::<F>(now).and_where(Expr::col("id").eq(id.into())).take();
    let asked = db.get_database_backend().build(&asked);
    let row = Row::find_by_statement(asked).one(db).await.db("reading a flow")?;
    row.map(|row| open(account, row)).transpose()
}

/// The flow a page belongs to, in the browser it belongs to, or the page that says why it is gone. It
/// says the same whoever has an account.
///
/// # Errors
/// That it is gone; or a database that is away, or a state that does not open.
pub async fn of_browser<F: Flow>(
    account: &Account,
    id: F::Id,
    arrival: &Arrival,
) -> Result<Held<F>, Broken> {
    let reader = account.store.reader();
    let asked = rows::<F>().and_where(Expr::col("id").eq(id.into())).take();
    let asked = reader.get_database_backend().build(&asked);
    let row = Row::find_by_statement(asked).one(reader).await.db("reading a flow")?;
    let row = row.ok_or_else(|| Broken::gone(Gone::Over))?;
    let held: Held<F> = open(account, row)?;
    if held.expires_at <= arrival.now {
        return Err(Broken::gone(Gone::Expired));
    }
    let is_of = held.is_of(arrival.page.visit());
    is_of.then_some(held).ok_or_else(|| Broken::gone(Gone::Elsewhere))
}

/// Waits, not for ever, until another press of the button has taken a flow further than it was read.
///
/// # Errors
/// A database that is away.
pub async fn wait_for_another<F: Flow>(account: &Account, held: &Held<F>) -> Result<(), Fault> {
    let waits = account.second_presses.try_acquire();
    let looks = if waits.is_ok() { LOOKS } else { 1 };
    for _ in 0..looks {
        if is_past(account.store.reader(), held).await? {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Ok(())
}

/// Whether somebody has taken a flow further than it was read.
///
/// # Errors
/// A database that is away.
pub async fn is_past<F: Flow>(db: &impl ConnectionTrait, held: &Held<F>) -> Result<bool, Fault> {
    let unchanged = Expr::col("version").eq(held.version);
    let row = rows::<F>().and_where(Expr::col("id").eq(held.id.into())).and_where(unchanged).take();
    let row = db.get_database_backend().build(&row);
    let row = Row::find_by_statement(row).one(db).await.db("looking at a flow again")?;
    Ok(row.is_none())
}

/// The latest flow of this browser in one of these states that is the one meant: whoever sends a
/// form again, in another tab or after going back, goes on with it.
///
/// # Errors
/// A database that is away, or a state that does not open.
pub async fn under_way<F: Flow>(
    db: &impl ConnectionTrait,
    account: &Account,
    (visit, states): (&Visit, &[&'static str]),
    now: Moment,
    is_meant: impl Fn(&F) -> bool,
) -> Result<Option<Held<F>>, Fault> {
    let asked = live::<F>(now)
        .and_where(Expr::col("visit").eq(visit.digest().to_vec()))
        .and_where(Expr::col("state").is_in(states.iter().copied()))
        .order_by("created_at", Order::Desc)
        .limit(LOOKED_THROUGH)
        .take();
    let asked = db.get_database_backend().build(&asked);
    let rows = Row::find_by_statement(asked).all(db).await.db("looking for a flow under way")?;
    for row in rows {
        let held = open(account, row)?;
        if is_meant(&held.state) {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

/// Takes a flow as it was read, for the rest of the transaction; nothing where it is no longer at
/// that state: of two presses at once only one goes on.
///
/// # Errors
/// A database that is away.
pub async fn take<F: Flow>(tx: &Tx, held: &Held<F>) -> Result<Option<Taken<F>>, Fault> {
    let taken = change::<F>(held.id)
        .value("version", Expr::col("version").add(1))
        .and_where(Expr::col("version").eq(held.version))
        .take();
    let taken = tx.execute(&taken).await.db("taking a flow")?;
    Ok((taken.rows_affected() == 1).then_some(Taken { id: held.id }))
}

/// Saves the next state of a flow that was taken in this transaction.
///
/// # Errors
/// A cipher that fails.
#[expect(clippy::needless_pass_by_value, reason = "what was taken is saved once")]
pub fn save<F: Flow>(tx: &Tx, account: &Account, taken: Taken<F>, next: &F) -> Result<(), Fault> {
    let saved = change::<F>(taken.id)
        .value("state", next.state())
        .value("sealed", seal::<F>(account, taken.id, next)?)
        .take();
    tx.later_built(tx.get_database_backend().build(&saved));
    Ok(())
}

/// Keeps a flow at least until a moment, whatever its state.
pub fn keep_until<F: Flow>(tx: &Tx, id: F::Id, at_least: Moment) {
    let kept = change::<F>(id)
        .value("expires_at", at_least.unix_ms())
        .and_where(Expr::col("expires_at").lt(at_least.unix_ms()))
        .take();
    tx.later_built(tx.get_database_backend().build(&kept));
}

/// A flow is to be forgotten then, whenever that was to be before.
pub fn forget_at<F: Flow>(tx: &Tx, id: F::Id, then: Moment) {
    let kept = change::<F>(id).value("expires_at", then.unix_ms()).take();
    tx.later_built(tx.get_database_backend().build(&kept));
}

/// Forgets the flows of a kind whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep<F: Flow>(account: &Account, now: Moment) -> Result<(), Fault> {
    let over = now.minus(Span::from_minutes(1)).unix_ms();
    forget(
        account,
        Query::delete().from_table(F::TABLE).and_where(Expr::col("expires_at").lt(over)),
    )
    .await
}

/// Forgets every flow of a kind, and with them the codes that were sent for them.
///
/// # Errors
/// A database that is away.
pub async fn end_all<F: Flow>(account: &Account) -> Result<(), Fault> {
    forget(account, Query::delete().from_table(F::TABLE)).await
}

async fn forget(account: &Account, gone: &DeleteStatement) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        tx.execute(gone).await.db("forgetting flows")?;
        Ok(())
    })
}

fn live<F: Flow>(now: Moment) -> SelectStatement {
    rows::<F>().and_where(Expr::col("expires_at").gt(now.unix_ms())).take()
}

fn rows<F: Flow>() -> SelectStatement {
    let columns = ["id", "visit", "version", "sealed", "expires_at"];
    Query::select().columns(columns).from(F::TABLE).take()
}

fn change<F: Flow>(id: F::Id) -> UpdateStatement {
    Query::update().table(F::TABLE).and_where(Expr::col("id").eq(id.into())).take()
}

fn seal<F: Flow>(account: &Account, id: F::Id, state: &F) -> Result<String, Fault> {
    let id: Uuid = id.into();
    let text = serde_json::to_vec(state).doing("writing the state of a flow")?;
    account.cipher.seal(Place::new(F::SEALED, id.as_bytes()), &text, &account.chance)
}

fn open<F: Flow>(account: &Account, row: Row) -> Result<Held<F>, Fault> {
    let text = account.cipher.open_text(Place::new(F::SEALED, row.id.as_bytes()), &row.sealed)?;
    Ok(Held {
        id: row.id.into(),
        state: serde_json::from_str(&text).doing("reading the state of a flow")?,
        expires_at: Moment::from_unix_ms(row.expires_at),
        visit: row.visit,
        version: row.version,
    })
}
