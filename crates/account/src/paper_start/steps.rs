//! The steps of a start on paper: one struct per state, holding exactly what is known by then.
//! Transitions consume. Pure: moments, answers and verdicts come in as values.

use crate::admin::steps::{CaseId, Whom};
use crate::citizen::recovery_code::RecoveryCode;
use civic::PhoneNumber;
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of one start on paper under way.
    PaperStartId
}

/// A start on paper under way. Transitions consume it; it can be cloned because a transaction that
/// lost a race runs again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PaperStart {
    /// The code on the sheet was right.
    Accepted(Accepted),
    /// A code is on its way to a new number.
    NumberSent(NumberSent),
    /// It is clear which number serves.
    NumberSettled(NumberSettled),
    /// The password is set.
    Finished(Finished),
}

/// The page that belongs to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Choosing a number.
    ChooseNumber,
    /// Entering the code that went to it.
    ConfirmNumber,
    /// Choosing a password.
    SetPassword,
    /// Being done.
    Done,
}

impl PaperStart {
    /// The page that belongs to the present state: the answer to every "already done?".
    pub fn page(&self) -> Step {
        match self {
            Self::Accepted(_) => Step::ChooseNumber,
            Self::NumberSent(_) => Step::ConfirmNumber,
            Self::NumberSettled(_) => Step::SetPassword,
            Self::Finished(_) => Step::Done,
        }
    }

    /// The name of the state in the table.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::NumberSent(_) => "number_sent",
            Self::NumberSettled(_) => "number_settled",
            Self::Finished(_) => "finished",
        }
    }
}

impl Step {
    /// The page's path within its start.
    pub fn path(self, id: PaperStartId) -> String {
        let page = match self {
            Self::ChooseNumber => "so-dien-thoai",
            Self::ConfirmNumber => "ma-otp",
            Self::SetPassword => "mat-khau",
            Self::Done => "hoan-tat",
        };
        format!("/giay-khoi-dau/{id}/{page}")
    }
}

/// The code on the sheet was right.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Accepted {
    /// The case it came of.
    pub case: CaseId,
    /// The digest of the sheet's code: one that is printed anew makes this one worthless.
    pub sheet: Vec<u8>,
    /// Who it is about.
    pub whom: Whom,
}

/// A number, and whether the operator says that it is this person's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Number {
    /// The number.
    pub phone: PhoneNumber,
    /// Whether it is in this person's name; else only that they hold it.
    pub is_theirs: bool,
}

impl Accepted {
    /// A code went to a new number.
    pub fn number_sent(self, number: Number) -> NumberSent {
        NumberSent { accepted: self, number }
    }

    /// The number stays as it is; nothing where there is no account that has one.
    pub fn without_number(self) -> Option<NumberSettled> {
        match self.whom {
            Whom::Citizen(_) => Some(NumberSettled { accepted: self, number: None }),
            Whom::Newcomer(_) => None,
        }
    }
}

/// A code is on its way to a new number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberSent {
    /// What was right.
    pub accepted: Accepted,
    /// The number.
    pub number: Number,
}

impl NumberSent {
    /// The code was entered.
    pub fn confirmed(self) -> NumberSettled {
        NumberSettled { accepted: self.accepted, number: Some(self.number) }
    }
}

/// It is clear which number serves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberSettled {
    /// What was right.
    pub accepted: Accepted,
    /// The new number; nothing where the account keeps what it has.
    pub number: Option<Number>,
}

/// The password is set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// How many sessions ended with it.
    pub ended: usize,
    /// The recovery codes that serve from now on, until their owner has kept them.
    pub codes: Vec<RecoveryCode>,
    /// Whether the mail address serves for nothing until it is confirmed anew.
    pub mail_rests: bool,
}

impl Finished {
    /// The owner has kept their codes: nobody is shown them again.
    #[must_use]
    pub fn codes_kept(self) -> Self {
        Self { codes: Vec::new(), ..self }
    }
}
