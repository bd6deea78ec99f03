//! `Configuration`: what an agency here made of a published procedure.

use super::words::{Channel, OnlineLevel, TimeLimit};
use serde::{Deserialize, Serialize};

/// What is different here. What is left out is as it was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Configuration {
    /// Whether it can be asked for here.
    pub is_offered: Option<bool>,
    /// How much of it can be done online here.
    pub online_level: Option<OnlineLevel>,
    /// The units that offer it, by code; empty for those its levels say.
    pub units: Vec<String>,
    /// Where to hand it in.
    pub hand_in: String,
    /// The time and the fee of single cases.
    pub cases: Vec<Case>,
}

/// One case as it is handled here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Which case; empty for every one.
    #[serde(default)]
    pub case: String,
    /// How it is handed in.
    pub channel: Channel,
    /// How long it takes; as it was published where nothing is said.
    pub time_limit: Option<TimeLimit>,
    /// What it costs, in đồng; as it was published where nothing is said.
    pub fee: Option<u64>,
}
