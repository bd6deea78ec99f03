//! Errands: what a citizen is changing in their own account, where it takes more than one page. One
//! struct per state; transitions consume. Pure.

use crate::citizen::CitizenId;
use crate::citizen::recovery_code::RecoveryCode;
use civic::PhoneNumber;
use ground::Moment;
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of one errand.
    ErrandId
}

/// An errand under way. It can be cloned because a transaction that lost a race runs again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Errand {
    /// Something was typed, and waits until it is proved anew who typed it.
    Typed(TypedFirst),
    /// A new telephone number is this person's by the operator's word, and a code is on its way to
    /// it.
    NumberGiven(NumberGiven),
    /// The code was right: the number waits to replace the one before.
    NumberProved(NumberProved),
    /// New recovery codes were drawn and are shown.
    CodesDrawn(CodesDrawn),
    /// They are kept, and shown no more.
    CodesKept(CodesKept),
}

impl Errand {
    /// The name of the state in the table.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Typed(_) => "typed",
            Self::NumberGiven(_) => "number_given",
            Self::NumberProved(_) => "number_proved",
            Self::CodesDrawn(_) => CodesDrawn::STATE,
            Self::CodesKept(_) => "codes_kept",
        }
    }

    /// Whose it is.
    pub fn citizen(&self) -> CitizenId {
        match self {
            Self::Typed(typed) => typed.citizen,
            Self::NumberGiven(given) => given.citizen,
            Self::NumberProved(proved) => proved.citizen,
            Self::CodesDrawn(drawn) => drawn.citizen,
            Self::CodesKept(kept) => kept.citizen,
        }
    }
}

/// Something was typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TypedFirst {
    /// By whom.
    pub citizen: CitizenId,
    /// What: a number or an address, never a password.
    pub text: String,
}

/// A code is on its way to a new number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberGiven {
    /// Whose it will be.
    pub citizen: CitizenId,
    /// The number.
    pub phone: PhoneNumber,
}

impl NumberGiven {
    /// The code was right.
    pub fn proved(self) -> NumberProved {
        NumberProved { citizen: self.citizen }
    }
}

/// The number waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberProved {
    /// Whose it will be.
    pub citizen: CitizenId,
}

/// New recovery codes were drawn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodesDrawn {
    /// Whose they are.
    pub citizen: CitizenId,
    /// The codes, which only their owner will know.
    pub codes: Vec<RecoveryCode>,
    /// When.
    pub at: Moment,
}

impl CodesDrawn {
    /// The name of the state in the table.
    pub const STATE: &'static str = "codes_drawn";

    /// Their owner keeps them safe: nobody is shown them again.
    pub fn kept(self) -> CodesKept {
        CodesKept { citizen: self.citizen }
    }
}

/// They are kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodesKept {
    /// Whose they are.
    pub citizen: CitizenId,
}
