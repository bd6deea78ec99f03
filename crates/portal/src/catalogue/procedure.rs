//! `Procedure`: what is published nationally of one, in the words of the files we read and write.

pub(super) mod audience;
mod texts;

use super::words::{Audience, Channel, Level, LifeEvent, OnlineLevel, TimeLimit};
use civic::ProcedureCode;
use serde::{Deserialize, Deserializer, Serialize};

/// One procedure as it was published. The names of its fields are those of our JSON; what a source
/// leaves out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// Its title, as it was published.
    pub name: String,
    /// The field it belongs to.
    pub field: String,
    /// The ministry that published it.
    pub ministry: String,
    /// Who decides.
    #[serde(default, deserialize_with = "nullable")]
    pub levels: Vec<Level>,
    /// Who may ask for it.
    #[serde(default, deserialize_with = "audience::read")]
    pub audience: Vec<Audience>,
    /// How much of it can be done online; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online_level: Option<OnlineLevel>,
    /// How to hand it in, how long it takes then and what it costs then.
    #[serde(default, deserialize_with = "nullable")]
    pub channels: Vec<Way>,
    /// What to bring, by case.
    #[serde(default, deserialize_with = "nullable")]
    pub dossier: Vec<DocumentsOfCase>,
    /// What one gets.
    #[serde(default, deserialize_with = "nullable")]
    pub results: Vec<Outcome>,
    /// The laws it rests on.
    #[serde(default, deserialize_with = "texts::laws")]
    pub legal_basis: Vec<Law>,
    /// What is done one after another, by case.
    #[serde(default, deserialize_with = "texts::steps", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepsOfCase>,
    /// What must be so for it to be granted.
    #[serde(default, deserialize_with = "texts::lines", skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Whether there are conditions, also where their text is not known.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_conditions: bool,
    /// What it is, in a sentence.
    #[serde(
        default,
        alias = "summary",
        deserialize_with = "nullable",
        skip_serializing_if = "String::is_empty"
    )]
    pub description: String,
    /// Words people look for that stand nowhere in the title.
    #[serde(default, deserialize_with = "texts::lines", skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// What happens in a life that it belongs to.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<LifeEvent>,
    /// Other codes people know it by.
    #[serde(default, deserialize_with = "texts::lines", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Who does the work.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub implementing_agency: String,
    /// Who decides, by name.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub competent_agency: String,
    /// The decision by which it was published.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// Procedures people need beside this one.
    #[serde(default, deserialize_with = "texts::codes", skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ProcedureCode>,
    /// Units of this province that offer it, by code; empty for those the levels say.
    #[serde(default, deserialize_with = "texts::lines", skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// `replaced`, `withdrawn` or `abolished` where it is no more.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// What stands in its place now.
    #[serde(default, deserialize_with = "texts::codes", skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<ProcedureCode>,
    /// From which day on this text holds; from the day it is read where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<jiff::civil::Date>,
    /// How much it is used, where somebody counted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub uses: u32,
}

impl Procedure {
    /// Whether it is no more.
    pub fn is_withdrawn(&self) -> bool {
        ["replaced", "withdrawn", "abolished"].contains(&self.status.as_str())
    }

    /// The longest any way takes: what may be promised to somebody whose way is not known.
    pub fn limit(&self) -> Option<TimeLimit> {
        let limits = self.channels.iter().filter_map(|way| way.time_limit);
        limits.max_by_key(|limit| limit.about_hours())
    }

    /// Whether some way costs something; none where nothing is said of any.
    pub fn has_fee(&self) -> Option<bool> {
        let said: Vec<&Fee> = self.channels.iter().flat_map(Way::fees).collect();
        (!said.is_empty()).then(|| said.iter().any(|fee| fee.amount > 0))
    }
}

/// One way to hand a dossier in. A channel may have several, one for each case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How.
    pub channel: Channel,
    /// How long it takes; none where nobody said.
    pub time_limit: Option<TimeLimit>,
    /// What it costs; none where nobody said.
    #[serde(default)]
    pub fees: Option<Vec<Fee>>,
    /// What else is said of it, which case it is for.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Way {
    /// What is said of its cost.
    pub fn fees(&self) -> &[Fee] {
        self.fees.as_deref().unwrap_or_default()
    }
}

/// A charge or fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// How much, in whole units of the currency.
    pub amount: u64,
    /// ISO 4217.
    #[serde(default = "dong")]
    pub currency: String,
    /// For whom, or for which case.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn dong() -> String {
    "VND".into()
}

/// The papers of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsOfCase {
    /// Which case; empty for every one.
    #[serde(default, deserialize_with = "nullable")]
    pub case: String,
    /// The papers.
    #[serde(default, deserialize_with = "nullable")]
    pub items: Vec<RequiredDocument>,
}

/// One required document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredDocument {
    /// What it is.
    pub name: String,
    /// How many originals.
    #[serde(default)]
    pub originals: u32,
    /// How many copies.
    #[serde(default)]
    pub copies: u32,
    /// Whether there is a form for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_form_file: bool,
    /// Where the blank form is.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub form_url: String,
}

/// What one gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What it is.
    pub name: String,
    /// Its code in the national catalogue of results.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// A law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Its number: `123/2015/NĐ-CP`.
    pub number: String,
    /// What it is called.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// The steps of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepsOfCase {
    /// Which case; empty for every one.
    #[serde(default, deserialize_with = "nullable")]
    pub case: String,
    /// The steps.
    pub items: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What is `null` is as what is left out.
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}
