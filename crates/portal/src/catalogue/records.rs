//! Procedures as they are in force, as lists and the search read them.

use super::Listed;
use super::words::{Audience, Level, OnlineLevel, TimeLimit, TimeUnit};
use civic::ProcedureCode;
use ground::Fault;
use ground::fault::Doing;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, QueryOrder};
use store::Db;

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

mod counted {
    use sea_orm::entity::prelude::*;

    /// How often something that nodes keep in memory has changed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "generation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub number: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// The catalogue's name among what nodes keep in memory.
const CATALOGUE: &str = "catalogue";

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
    let row = counted::Entity::find_by_id(CATALOGUE).one(db).await;
    let number = row.db("asking whether the catalogue changed")?.map_or(0, |row| row.number);
    Ok(u64::try_from(number).unwrap_or_default())
}

fn listed(row: Model) -> Result<Listed, Fault> {
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
