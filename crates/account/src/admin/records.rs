//! Cases as they are stored, sealed. Each step is one statement whose row count decides.

use super::steps::{Asked, Case, CaseId, Decision, Stage, Whom};
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::fault::Doing;
use ground::keys::Place;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};

/// How many cases a list shows.
const LISTED: u64 = 30;

/// One case.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_case")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub citizen: Option<Uuid>,
    pub state: String,
    pub sealed: String,
    pub asked_by: Uuid,
    pub asked_at: i64,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub sealed_answer: Option<String>,
    pub paper: Option<Vec<u8>>,
    pub expires_at: i64,
    pub used_at: Option<i64>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<i64>,
    pub sealed_withdrawal: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn sealed(id: &CaseId) -> Place<'_> {
    Place::new("desk_case.sealed", id.as_bytes())
}

fn sealed_answer(id: &CaseId) -> Place<'_> {
    Place::new("desk_case.sealed_answer", id.as_bytes())
}

fn sealed_withdrawal(id: &CaseId) -> Place<'_> {
    Place::new("desk_case.sealed_withdrawal", id.as_bytes())
}

fn open(account: &Account, row: &Model) -> Result<Case, Fault> {
    let id = CaseId(row.id);
    let asked = account.cipher.open_text(sealed(&id), &row.sealed)?;
    let decided = |whose: Option<(Uuid, i64)>, place, reason: Option<&str>| {
        let Some((by, at)) = whose else { return Ok(None) };
        let reason = reason.map(|text| account.cipher.open_text(place, text)).transpose()?;
        let (by, at) = (CitizenId(by), Moment::from_unix_ms(at));
        Ok::<_, Fault>(Some(Decision { by, at, reason: reason.unwrap_or_default() }))
    };
    let decision = row.decided_by.zip(row.decided_at);
    let withdrawal = row.withdrawn_by.zip(row.withdrawn_at);
    Ok(Case {
        id,
        asked: serde_json::from_str(&asked).doing("reading a case")?,
        asked_by: CitizenId(row.asked_by),
        asked_at: Moment::from_unix_ms(row.asked_at),
        decision: decided(decision, sealed_answer(&id), row.sealed_answer.as_deref())?,
        withdrawal: decided(withdrawal, sealed_withdrawal(&id), row.sealed_withdrawal.as_deref())?,
        is_printed: row.paper.is_some(),
        expires_at: Moment::from_unix_ms(row.expires_at),
        stage: Stage::parse(&row.state).ok_or(Fault::impossible("a case at no stage"))?,
    })
}

/// Writes a case.
pub(super) fn insert(
    tx: &Tx,
    account: &Account,
    (id, asked): (CaseId, &Asked),
    by: CitizenId,
    now: Moment,
) -> Result<(), Fault> {
    let citizen = match &asked.whom {
        Whom::Citizen(citizen) => Some(citizen.0),
        Whom::Newcomer(_) => None,
    };
    let text = serde_json::to_vec(asked).doing("writing a case")?;
    let row = ActiveModel {
        id: Set(id.0),
        citizen: Set(citizen),
        state: Set(Stage::Asked.as_str().to_owned()),
        sealed: Set(account.cipher.seal(sealed(&id), &text, &account.chance)?),
        asked_by: Set(by.0),
        asked_at: Set(now.unix_ms()),
        decided_by: Set(None),
        decided_at: Set(None),
        sealed_answer: Set(None),
        paper: Set(None),
        expires_at: Set(now.plus(account.settings.desk.decided_within).unix_ms()),
        used_at: Set(None),
        withdrawn_by: Set(None),
        withdrawn_at: Set(None),
        sealed_withdrawal: Set(None),
    };
    tx.later(&Entity::insert(row));
    Ok(())
}

/// The case of this id.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    account: &Account,
    id: CaseId,
) -> Result<Option<Case>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await.db("reading a case")?;
    row.map(|row| open(account, &row)).transpose()
}

/// Cases that wait for a decision of somebody else than this officer, the oldest first.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    account: &Account,
    officer: CitizenId,
    now: Moment,
) -> Result<Vec<Case>, Fault> {
    let waits = at(Stage::Asked, now).and(Column::AskedBy.ne(officer.0));
    let rows = Entity::find().filter(waits).order_by_asc(Column::AskedAt).limit(LISTED);
    let rows = rows.all(db).await.db("reading waiting cases")?;
    rows.into_iter().map(|row| open(account, &row)).collect()
}

/// The latest cases this officer asked for.
pub(super) async fn asked_by(
    db: &impl ConnectionTrait,
    account: &Account,
    officer: CitizenId,
) -> Result<Vec<Case>, Fault> {
    let asked = Entity::find().filter(Column::AskedBy.eq(officer.0));
    let rows = asked.order_by_desc(Column::AskedAt).limit(LISTED).all(db).await;
    rows.db("reading an officer's cases")?.into_iter().map(|row| open(account, &row)).collect()
}

/// Cases about a citizen's account that are asked or approved, the latest first.
pub(super) async fn under_way(
    db: &impl ConnectionTrait,
    account: &Account,
    citizen: CitizenId,
    now: Moment,
) -> Result<Vec<Case>, Fault> {
    let open_now = at(Stage::Asked, now).or(at(Stage::Approved, now));
    let about = Entity::find().filter(Column::Citizen.eq(citizen.0)).filter(open_now);
    let rows = about.order_by_desc(Column::AskedAt).limit(LISTED).all(db).await;
    rows.db("reading cases about a citizen")?.into_iter().map(|row| open(account, &row)).collect()
}

/// Withdraws an approved case, and with it its paper. Says whether it did.
pub(super) async fn withdraw(
    tx: &Tx,
    account: &Account,
    (id, reason): (CaseId, &str),
    by: CitizenId,
    now: Moment,
) -> Result<bool, Fault> {
    let reason = account.cipher.seal(sealed_withdrawal(&id), reason.as_bytes(), &account.chance)?;
    let withdrawn = Entity::update_many()
        .col_expr(Column::State, Expr::value(Stage::Withdrawn.as_str()))
        .col_expr(Column::Paper, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::WithdrawnBy, Expr::value(by.0))
        .col_expr(Column::WithdrawnAt, Expr::value(now.unix_ms()))
        .col_expr(Column::SealedWithdrawal, Expr::value(reason))
        .filter(Column::Id.eq(id.0).and(at(Stage::Approved, now)))
        .exec(tx)
        .await;
    Ok(withdrawn.db("withdrawing a case")?.rows_affected == 1)
}

/// Decides a case. Says whether it did: one that is decided, over, or asked by this very officer
/// stays as it is.
pub(super) async fn decide(
    tx: &Tx,
    account: &Account,
    (id, stage, reason): (CaseId, Stage, &str),
    by: CitizenId,
    now: Moment,
) -> Result<bool, Fault> {
    let answer = account.cipher.seal(sealed_answer(&id), reason.as_bytes(), &account.chance)?;
    let until = now.plus(account.settings.desk.paper);
    let about_another = Column::Citizen.is_null().or(Column::Citizen.ne(by.0));
    let decidable = at(Stage::Asked, now).and(Column::AskedBy.ne(by.0)).and(about_another);
    let decided = Entity::update_many()
        .col_expr(Column::State, Expr::value(stage.as_str()))
        .col_expr(Column::DecidedBy, Expr::value(by.0))
        .col_expr(Column::DecidedAt, Expr::value(now.unix_ms()))
        .col_expr(Column::SealedAnswer, Expr::value(answer))
        .col_expr(Column::ExpiresAt, Expr::value(until.unix_ms()))
        .filter(Column::Id.eq(id.0).and(decidable))
        .exec(tx)
        .await;
    Ok(decided.db("deciding a case")?.rows_affected == 1)
}

/// Keeps the digest of the code that is printed now; one printed before serves no more.
pub(super) async fn print(
    tx: &Tx,
    id: CaseId,
    by: CitizenId,
    digest: &[u8],
    now: Moment,
) -> Result<bool, Fault> {
    let printable = at(Stage::Approved, now).and(Column::AskedBy.eq(by.0));
    let printed = Entity::update_many()
        .col_expr(Column::Paper, Expr::value(digest.to_vec()))
        .filter(Column::Id.eq(id.0).and(printable))
        .exec(tx)
        .await;
    Ok(printed.db("noting a printed start")?.rows_affected == 1)
}

/// The approved case of a code on paper, while it serves.
///
/// # Errors
/// A database that is away.
pub async fn by_paper(
    db: &impl ConnectionTrait,
    account: &Account,
    digest: &[u8],
    now: Moment,
) -> Result<Option<Case>, Fault> {
    let serves = at(Stage::Approved, now).and(Column::Paper.eq(digest.to_vec()));
    let row = Entity::find().filter(serves).one(db).await.db("looking for a start on paper")?;
    row.map(|row| open(account, &row)).transpose()
}

/// Uses a start on paper up, in the transaction of what it allows; the row count decides. Only the
/// sheet that was printed last serves. Other cases of the same account are over with it.
///
/// # Errors
/// A database that is away.
pub async fn use_up(
    tx: &Tx,
    (id, sheet): (CaseId, &[u8]),
    citizen: Option<CitizenId>,
    now: Moment,
) -> Result<bool, Fault> {
    let serves = at(Stage::Approved, now).and(Column::Paper.eq(sheet.to_vec()));
    let used = Entity::update_many()
        .col_expr(Column::State, Expr::value(Stage::Used.as_str()))
        .col_expr(Column::UsedAt, Expr::value(now.unix_ms()))
        .col_expr(Column::Paper, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.eq(id.0).and(serves))
        .exec(tx)
        .await;
    if used.db("using a start on paper up")?.rows_affected != 1 {
        return Ok(false);
    }
    if let Some(citizen) = citizen {
        let others = Column::Citizen.eq(citizen.0).and(Column::Id.ne(id.0));
        tx.later(&ending(now).filter(others));
    }
    Ok(true)
}

/// Ends every case, asked or approved, and with it its paper.
///
/// # Errors
/// A database that is away.
pub async fn end_all(account: &Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        tx.later(&ending(now));
        Ok(())
    })
}

fn ending(now: Moment) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(Stage::Over.as_str()))
        .col_expr(Column::Paper, Expr::value(None::<Vec<u8>>))
        .filter(at(Stage::Asked, now).or(at(Stage::Approved, now)))
}

fn at(stage: Stage, now: Moment) -> SimpleExpr {
    Column::State.eq(stage.as_str()).and(Column::ExpiresAt.gt(now.unix_ms()))
}

/// Forgets cases that have been over for long; the journal keeps that there were some.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    let before = now.minus(account.settings.desk.kept).unix_ms();
    store::in_transaction!(account.store, |tx| {
        let old = Entity::delete_many().filter(Column::ExpiresAt.lt(before)).exec(tx).await;
        old.db("forgetting cases").map(|_| ())
    })
}
