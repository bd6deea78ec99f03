//! Procedures as they are in force, and every version of them, as they are stored.

use super::configuration::Configuration;
use super::procedure::Procedure;
use super::words::{Audience, Level, LifeEvent, OnlineLevel, TimeLimit, TimeUnit};
use super::{Listed, in_force, proposal};
use crate::generation;
use civic::ProcedureCode;
use ground::fault::Doing;
use ground::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use store::{Db, Tx};

/// What is in force of one procedure.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "procedure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub title: String,
    pub aliases: String,
    pub keywords: String,
    pub field: String,
    pub ministry: String,
    pub levels: String,
    pub audiences: String,
    pub life_events: String,
    pub online_level: String,
    pub has_fee: Option<bool>,
    pub limit_value: Option<i32>,
    pub limit_unit: Option<String>,
    pub is_offered: bool,
    pub is_published: bool,
    pub is_withdrawn: bool,
    pub uses: i32,
    pub version: i32,
    pub configuration: i32,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) mod version {
    use sea_orm::entity::prelude::*;

    /// One version of one procedure, as it was published. None is ever changed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "procedure_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub effective_from: String,
        pub is_waiting: bool,
        pub digest: String,
        pub content: String,
        pub written_at: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// Every procedure that is published here and in force, in the order of codes.
///
/// # Errors
/// A database that is away, or a row that nobody of us wrote.
pub async fn published(db: &impl ConnectionTrait) -> Result<Vec<Listed>, Fault> {
    let rows = Entity::find()
        .filter(Column::IsPublished.eq(true).and(Column::IsWithdrawn.eq(false)))
        .order_by_asc(Column::Code)
        .all(db)
        .await
        .db("reading the catalogue")?;
    rows.into_iter().map(listed).collect()
}

/// How often the catalogue has changed: a node that kept something of it asks whether it still
/// holds.
///
/// # Errors
/// A database that is away.
pub async fn generation(db: &impl ConnectionTrait) -> Result<u64, Fault> {
    generation::of(db, generation::CATALOGUE).await
}

/// A procedure with both of its layers.
pub struct Found {
    /// What was published nationally.
    pub published: Procedure,
    /// What the agency here made of it.
    pub here: Configuration,
    /// Whether it is shown here.
    pub is_shown: bool,
    /// Whether it can be asked for here.
    pub is_offered: bool,
    /// The number of the version in force.
    pub version: i32,
    /// Since when it is, as people write days.
    pub effective_from: String,
}

/// The procedure of a code as it is in force, shown here or withheld.
///
/// # Errors
/// A database that is away.
pub async fn find(db: &impl ConnectionTrait, code: &ProcedureCode) -> Result<Option<Found>, Fault> {
    let row = Entity::find_by_id(code.as_str()).one(db).await.db("reading a procedure")?;
    let Some(row) = row else { return Ok(None) };
    let key = (row.code.clone(), row.version);
    let version = version::Entity::find_by_id(key).one(db).await.db("reading a version")?;
    let version = version.ok_or(Fault::impossible("a procedure without its version"))?;
    let published = serde_json::from_str(&version.content).doing("reading a version")?;
    Ok(Some(Found {
        published,
        here: proposal::in_force(db, &[code.as_str()])
            .await?
            .remove(code.as_str())
            .map(|(here, _)| here)
            .unwrap_or_default(),
        is_shown: row.is_published,
        is_offered: row.is_offered,
        version: row.version,
        effective_from: in_vietnamese(&version.effective_from),
    }))
}

/// The codes and titles of these procedures, as far as they are shown here and in force, in this
/// order.
///
/// # Errors
/// A database that is away.
pub async fn titles(
    db: &impl ConnectionTrait,
    codes: &[ProcedureCode],
) -> Result<Vec<(String, String)>, Fault> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let asked = codes.iter().map(ProcedureCode::as_str);
    let rows = Entity::find()
        .filter(Column::Code.is_in(asked))
        .filter(Column::IsPublished.eq(true).and(Column::IsWithdrawn.eq(false)))
        .all(db)
        .await
        .db("reading titles")?;
    let title = |code: &ProcedureCode| {
        let row = rows.iter().find(|row| row.code == code.as_str())?;
        Some((row.code.clone(), row.title.clone()))
    };
    Ok(codes.iter().filter_map(title).collect())
}

/// Whether there is no procedure at all.
///
/// # Errors
/// A database that is away.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, Fault> {
    let one = Entity::find().limit(1).one(db).await.db("asking whether there is a catalogue")?;
    Ok(one.is_none())
}

/// A procedure in one line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// What it is called by.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The field it belongs to.
    pub field: String,
}

/// What belongs to something that happens in a life, the most used first.
///
/// # Errors
/// A database that is away.
pub async fn of_life(db: &impl ConnectionTrait, event: LifeEvent) -> Result<Vec<Brief>, Fault> {
    let rows = Entity::find()
        .filter(Column::LifeEvents.contains(event.as_str()))
        .filter(Column::IsPublished.eq(true).and(Column::IsWithdrawn.eq(false)))
        .order_by_desc(Column::Uses)
        .order_by_asc(Column::Title)
        .all(db)
        .await
        .db("reading what belongs to a life event")?;
    // One name may stand within another.
    let belongs = |row: &Model| row.life_events.lines().any(|name| name == event.as_str());
    let brief = |row: Model| Brief { code: row.code, title: row.title, field: row.field };
    Ok(rows.into_iter().filter(belongs).map(brief).collect())
}

/// `2026-03-05` as `05/03/2026`.
pub(super) fn in_vietnamese(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}

/// One version that takes effect.
pub(super) struct InForce {
    /// What lists know of it.
    pub listed: Listed,
    /// Whether it is no more.
    pub is_withdrawn: bool,
    /// What happens in a life that it belongs to.
    pub life_events: Vec<LifeEvent>,
    /// The number of its version.
    pub version: i32,
    /// The number of what the agency made of it; nothing for 0.
    pub configuration: i32,
}

impl InForce {
    /// Of a version and what the agency here made of it.
    pub(super) fn new(
        (code, published, version): (&ProcedureCode, &Procedure, i32),
        (here, configuration): (&Configuration, i32),
    ) -> Self {
        let listed = in_force::listed(code, published, here);
        let life_events = published.life_events.clone();
        let is_withdrawn = published.is_withdrawn();
        Self { listed, is_withdrawn, life_events, version, configuration }
    }
}

/// Puts versions in force. Whether a procedure is shown here stays as it was; a new one is.
pub(super) async fn put_in_force(tx: &Tx, all: Vec<InForce>, now: Moment) -> Result<(), Fault> {
    if all.is_empty() {
        return Ok(());
    }
    use Column as C;
    let anew = OnConflict::column(C::Code)
        .update_columns([
            C::Title,
            C::Aliases,
            C::Keywords,
            C::Field,
            C::Ministry,
            C::Levels,
            C::Audiences,
            C::LifeEvents,
            C::OnlineLevel,
            C::HasFee,
            C::LimitValue,
            C::LimitUnit,
            C::IsOffered,
            C::IsWithdrawn,
            C::Uses,
            C::Version,
            C::Configuration,
            C::ChangedAt,
        ])
        .to_owned();
    let rows = all.into_iter().map(|one| row(one, now));
    let written = Entity::insert_many(rows).on_conflict(anew).exec_without_returning(tx).await;
    written.db("putting procedures in force").map(|_| ())
}

/// Puts in force whose day has come: versions, and what agencies made of them. Says of how many
/// procedures.
pub(super) async fn turn_over(tx: &Tx, now: Moment) -> Result<usize, Fault> {
    use version::Column as V;
    let today = now.day_in_vietnam().to_string();
    let due = V::IsWaiting.eq(true).and(V::EffectiveFrom.lte(today));
    let rows = version::Entity::find().filter(due.clone()).order_by_asc(V::Number).all(tx).await;
    let rows = rows.db("looking for versions whose day has come")?;
    if !rows.is_empty() {
        let taken = version::Entity::update_many()
            .col_expr(V::IsWaiting, Expr::value(false))
            .filter(due)
            .exec(tx)
            .await;
        taken.db("noting that versions took effect")?;
    }
    let newest: BTreeMap<String, i32> =
        rows.into_iter().map(|row| (row.code, row.number)).collect();
    let here = proposal::take_effect(tx, now).await?;
    let codes: BTreeSet<&String> = newest.keys().chain(&here).collect();
    for code in &codes {
        refresh(tx, code, newest.get(*code).copied(), now).await?;
    }
    Ok(codes.len())
}

/// Writes anew what is in force of a procedure, from both of its layers; with another version of the
/// published one, where that is named.
async fn refresh(tx: &Tx, code: &str, version: Option<i32>, now: Moment) -> Result<(), Fault> {
    let row = Entity::find_by_id(code).one(tx).await.db("reading a procedure")?;
    let Some(number) = version.or(row.map(|row| row.version)) else { return Ok(()) };
    let key = (code.to_owned(), number);
    let version = version::Entity::find_by_id(key).one(tx).await.db("reading a version")?;
    let version = version.ok_or(Fault::impossible("a procedure without its version"))?;
    let published = serde_json::from_str(&version.content).doing("reading a version")?;
    let (here, configuration) =
        proposal::in_force(tx, &[code]).await?.remove(code).unwrap_or_default();
    let code = ProcedureCode::parse(code).doing("reading a procedure's code")?;
    let one = InForce::new((&code, &published, number), (&here, configuration));
    put_in_force(tx, vec![one], now).await
}

/// Shows a procedure here or withholds it. Says whether that changed anything.
pub(super) async fn show_here(
    tx: &Tx,
    code: &ProcedureCode,
    is_shown: bool,
    now: Moment,
) -> Result<bool, Fault> {
    let this = Column::Code.eq(code.as_str()).and(Column::IsPublished.ne(is_shown));
    let changed = Entity::update_many()
        .col_expr(Column::IsPublished, Expr::value(is_shown))
        .col_expr(Column::ChangedAt, Expr::value(now.unix_ms()))
        .filter(this)
        .exec(tx)
        .await
        .db("showing or withholding a procedure")?;
    Ok(changed.rows_affected == 1)
}

fn row(one: InForce, now: Moment) -> ActiveModel {
    let InForce { listed, is_withdrawn, life_events, version, configuration } = one;
    let names = |names: Vec<&str>| Set(names.join("\n"));
    ActiveModel {
        code: Set(listed.code.into()),
        title: Set(listed.title),
        aliases: Set(listed.aliases.join("\n")),
        keywords: Set(listed.keywords.join("\n")),
        field: Set(listed.field),
        ministry: Set(listed.ministry),
        levels: names(listed.levels.iter().map(|level| level.as_str()).collect()),
        audiences: names(listed.audiences.iter().map(|audience| audience.as_str()).collect()),
        life_events: names(life_events.iter().map(|event| event.as_str()).collect()),
        online_level: Set(listed.online_level.as_str().to_owned()),
        has_fee: Set(listed.has_fee),
        limit_value: Set(listed.limit.map(|limit| number(limit.value))),
        limit_unit: Set(listed.limit.map(|limit| limit.unit.as_str().to_owned())),
        is_offered: Set(listed.is_offered),
        is_published: Set(true),
        is_withdrawn: Set(is_withdrawn),
        uses: Set(number(listed.uses)),
        version: Set(version),
        configuration: Set(configuration),
        changed_at: Set(now.unix_ms()),
    }
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

pub(super) fn listed(row: Model) -> Result<Listed, Fault> {
    let limit = row.limit_value.zip(row.limit_unit.as_deref().and_then(TimeUnit::named));
    Ok(Listed {
        code: ProcedureCode::parse(&row.code).doing("reading a procedure's code")?,
        aliases: lines(&row.aliases),
        title: row.title,
        keywords: lines(&row.keywords),
        field: row.field,
        ministry: row.ministry,
        levels: row.levels.lines().filter_map(Level::named).collect(),
        audiences: row.audiences.lines().filter_map(Audience::named).collect(),
        online_level: OnlineLevel::named(&row.online_level).unwrap_or(OnlineLevel::Information),
        has_fee: row.has_fee,
        limit: limit.map(|(value, unit)| TimeLimit { value: value.unsigned_abs(), unit }),
        is_offered: row.is_offered,
        uses: row.uses.unsigned_abs(),
    })
}

/// A list as it stands in one column: an entry a line.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
