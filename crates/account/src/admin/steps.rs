//! A case of the desk: what one officer asks for and another decides. Pure: moments and verdicts
//! come in as values.

use crate::citizen::{CitizenId, Person};
use civic::IdentityNumber;
use ground::Moment;
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of one case.
    CaseId
}

/// Who a case is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Whom {
    /// Somebody with an account.
    Citizen(CitizenId),
    /// Somebody who could not register by themselves, as they typed it then.
    Newcomer(Box<Person>),
}

impl Whom {
    /// What the journal calls whom a case is about: their account, where its owner reads it, or the
    /// case where there is none.
    pub fn subject(&self, case: CaseId) -> String {
        match self {
            Self::Citizen(id) => format!("citizen {id}"),
            Self::Newcomer(_) => format!("case {case}"),
        }
    }
}

/// How the person was compared with the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// With its picture and what its chip says.
    Chip,
    /// With its picture alone.
    Picture,
}

impl Check {
    /// Its name in the form and the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chip => "chip",
            Self::Picture => "picture",
        }
    }

    /// The check of a name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Chip, Self::Picture].into_iter().find(|check| check.as_str() == text)
    }
}

/// What the first officer saw and asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    /// Who it is about.
    pub whom: Whom,
    /// The number on the card.
    pub identity: IdentityNumber,
    /// How the person was compared with it.
    pub check: Check,
    /// The day the card was issued, as written on it.
    pub issued: String,
    /// Why the account is to be given back.
    pub reason: String,
    /// The reference the person brought, if they brought one.
    pub reference: Option<String>,
}

/// What an officer decided: the second one, or whoever withdrew it.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Who.
    pub by: CitizenId,
    /// When.
    pub at: Moment,
    /// Why; empty for an approval.
    pub reason: String,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for the second officer.
    Asked,
    /// The second officer agreed; a start may be printed.
    Approved,
    /// The second officer did not.
    Refused,
    /// It was approved, and an officer thought better of it.
    Withdrawn,
    /// The person has taken the account.
    Used,
    /// Its time is over, or a later case came first.
    Over,
}

impl Stage {
    /// Its name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Used => "used",
            Self::Over => "over",
        }
    }

    /// The stage of a name.
    pub fn parse(text: &str) -> Option<Self> {
        let begun = [Self::Asked, Self::Approved];
        let ended = [Self::Refused, Self::Withdrawn, Self::Used, Self::Over];
        begun.into_iter().chain(ended).find(|stage| stage.as_str() == text)
    }
}

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its row.
    pub id: CaseId,
    /// What was asked.
    pub asked: Asked,
    /// By whom.
    pub asked_by: CitizenId,
    /// When.
    pub asked_at: Moment,
    /// What was decided, if anything was.
    pub decision: Option<Decision>,
    /// Who withdrew it, if anybody did.
    pub withdrawal: Option<Decision>,
    /// Whether a start was printed that still serves.
    pub is_printed: bool,
    /// When it ends by itself.
    pub expires_at: Moment,
    pub(super) stage: Stage,
}

impl Case {
    /// Where it stands now.
    pub fn stage(&self, now: Moment) -> Stage {
        match self.stage {
            Stage::Asked | Stage::Approved if now >= self.expires_at => Stage::Over,
            stage => stage,
        }
    }

    /// Whether it is about this citizen's own account.
    pub fn is_about(&self, citizen: CitizenId) -> bool {
        matches!(self.asked.whom, Whom::Citizen(whom) if whom == citizen)
    }

    /// Whether this officer may decide it: never who asked, never about oneself.
    pub fn may_be_decided_by(&self, officer: CitizenId, now: Moment) -> bool {
        self.stage(now) == Stage::Asked && self.asked_by != officer && !self.is_about(officer)
    }

    /// Whether this officer may print its start: who asked, and so stands before the person.
    pub fn may_be_printed_by(&self, officer: CitizenId, now: Moment) -> bool {
        self.stage(now) == Stage::Approved && self.asked_by == officer
    }

    /// Whether this officer may withdraw it: any, but about themselves.
    pub fn may_be_withdrawn_by(&self, officer: CitizenId, now: Moment) -> bool {
        self.stage(now) == Stage::Approved && !self.is_about(officer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> CitizenId {
        CitizenId(uuid::Uuid::from_u128(number))
    }

    fn case(stage: Stage) -> Case {
        let identity = IdentityNumber::parse("051088001234", false).unwrap();
        let (issued, reason) = ("01/01/2022".into(), "lost".into());
        let whom = Whom::Citizen(id(3));
        Case {
            id: CaseId(uuid::Uuid::from_u128(9)),
            asked: Asked { whom, identity, check: Check::Chip, issued, reason, reference: None },
            asked_by: id(1),
            asked_at: Moment::from_unix_ms(0),
            decision: None,
            withdrawal: None,
            is_printed: false,
            expires_at: Moment::from_unix_ms(10),
            stage,
        }
    }

    #[test]
    fn another_officer_decides_in_time_and_not_about_themselves() {
        let (now, late) = (Moment::from_unix_ms(9), Moment::from_unix_ms(10));
        assert!(case(Stage::Asked).may_be_decided_by(id(2), now));
        assert!(!case(Stage::Asked).may_be_decided_by(id(1), now), "who asked");
        assert!(!case(Stage::Asked).may_be_decided_by(id(3), now), "whom it is about");
        assert!(!case(Stage::Asked).may_be_decided_by(id(2), late));
        let later = [Stage::Approved, Stage::Refused, Stage::Withdrawn, Stage::Used, Stage::Over];
        for stage in later {
            assert!(!case(stage).may_be_decided_by(id(2), now), "{stage:?}");
        }
    }

    #[test]
    fn who_asked_prints_what_was_approved() {
        let (now, late) = (Moment::from_unix_ms(9), Moment::from_unix_ms(10));
        assert!(case(Stage::Approved).may_be_printed_by(id(1), now));
        assert!(!case(Stage::Approved).may_be_printed_by(id(2), now));
        assert!(!case(Stage::Approved).may_be_printed_by(id(1), late));
        assert!(!case(Stage::Asked).may_be_printed_by(id(1), now));
        assert_eq!(case(Stage::Used).stage(late), Stage::Used);
    }

    #[test]
    fn any_other_officer_withdraws_what_was_approved() {
        let (now, late) = (Moment::from_unix_ms(9), Moment::from_unix_ms(10));
        assert!(case(Stage::Approved).may_be_withdrawn_by(id(1), now));
        assert!(case(Stage::Approved).may_be_withdrawn_by(id(2), now));
        assert!(!case(Stage::Approved).may_be_withdrawn_by(id(3), now), "whom it is about");
        assert!(!case(Stage::Approved).may_be_withdrawn_by(id(1), late));
        assert!(!case(Stage::Asked).may_be_withdrawn_by(id(2), now));
        assert!(!case(Stage::Used).may_be_withdrawn_by(id(2), now), "it cannot be undone");
    }
}
