//! What an administrator proposes to make of a procedure here: another one decides, and it holds
//! from its day on. What held before is kept.

mod records;

pub(super) use records::take_effect;
pub use records::{Proposal, decide, in_force, of_procedure, propose, waiting};

use super::configuration::Configuration;
use crate::person::PersonId;
use civic::ProcedureCode;

store::row_id! {
    /// The id of a proposal.
    ProposalId
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for somebody else's word.
    Proposed,
    /// It will hold from its day on.
    Approved,
    /// It holds, or held until a later one did.
    InForce,
    /// It does not.
    Refused,
}

impl State {
    /// Its name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::InForce => "in_force",
            Self::Refused => "refused",
        }
    }

    /// The key of its words.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Proposed => "catalogue-proposal-proposed",
            Self::Approved => "catalogue-proposal-approved",
            Self::InForce => "catalogue-proposal-in-force",
            Self::Refused => "catalogue-proposal-refused",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "approved" => Self::Approved,
            "in_force" => Self::InForce,
            "refused" => Self::Refused,
            _ => Self::Proposed,
        }
    }
}

/// What somebody proposes.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// Of which procedure.
    pub code: ProcedureCode,
    /// What is to hold.
    pub configuration: Configuration,
    /// From which day on.
    pub effective_from: jiff::civil::Date,
    /// Who proposes it.
    pub by: PersonId,
}
