//! What an administrator proposes to make of a procedure here: another one decides, and it holds
//! from its day on. What held before is kept.

mod records;

pub use records::{Proposal, decide, in_force, of_procedure, propose, waiting};
pub(super) use records::{due, one_in_force};

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
    /// It holds from its day on.
    Approved,
    /// It does not.
    Refused,
}

impl State {
    /// Its name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "approved" => Self::Approved,
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
