//! `Listed`: what lists and the search know of a procedure.

use super::words::{Audience, Level, OnlineLevel, TimeLimit};
use civic::ProcedureCode;

/// What lists and the search know of a procedure that is published here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is called by.
    pub code: ProcedureCode,
    /// Other codes people know it by: those provinces hang something on, and former ones.
    pub aliases: Vec<String>,
    /// Its title, as it was published.
    pub title: String,
    /// Words people look for that stand nowhere in the title.
    pub keywords: Vec<String>,
    /// The field it belongs to: *Hộ tịch*.
    pub field: String,
    /// The ministry that published it.
    pub ministry: String,
    /// Who decides.
    pub levels: Vec<Level>,
    /// Who may ask for it.
    pub audiences: Vec<Audience>,
    /// How much of it can be done online here.
    pub online_level: OnlineLevel,
    /// Whether it costs something; none where nothing is said of it.
    pub has_fee: Option<bool>,
    /// How long it takes at most; none where nothing is said of it.
    pub limit: Option<TimeLimit>,
    /// Whether it can be asked for here.
    pub is_offered: bool,
    /// How much it is used, to put the most used first.
    pub uses: u32,
}
