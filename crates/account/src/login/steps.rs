//! The steps of a sign-in: one struct per state, holding exactly what is known by then.
//! Transitions consume. Pure: moments, answers and verdicts come in as values.

use super::awaited::Awaited;
use crate::citizen::CitizenId;
use crate::session::{Evidence, Factor, SessionId};
use ground::{Moment, Span};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

store::row_id! {
    /// The id of one sign-in.
    LoginId
}

/// A sign-in under way. Transitions consume it; it can be cloned because a transaction that lost a
/// race runs again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Login {
    /// The password was right; no way of proving more is chosen, since none works by itself.
    PasswordProved(PasswordProved),
    /// A code is to go out, and none could be sent yet.
    WayChosen(WayChosen),
    /// A code is on its way.
    CodeSent(CodeSent),
    /// A recovery code is asked for.
    RecoveryChosen(RecoveryChosen),
    /// The session has begun.
    Finished(Finished),
}

/// How a code travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To the telephone.
    Sms,
    /// To the confirmed mail address.
    Mail,
}

/// The page that belongs to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Choosing how to prove more.
    ChooseWay,
    /// Entering the code.
    EnterCode,
    /// Entering a recovery code.
    EnterRecoveryCode,
    /// Being signed in.
    Done,
}

impl Way {
    /// What its codes are for: one that was sent one way serves no other.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Sms => "login.sms",
            Self::Mail => "login.mail",
        }
    }

    /// What its code proves.
    pub fn factor(self) -> Factor {
        match self {
            Self::Sms => Factor::SmsCode,
            Self::Mail => Factor::MailCode,
        }
    }
}

impl Login {
    /// The page that belongs to the present state: the answer to every "already done?".
    pub fn page(&self) -> Step {
        match self {
            Self::PasswordProved(_) => Step::ChooseWay,
            Self::WayChosen(_) | Self::CodeSent(_) => Step::EnterCode,
            Self::RecoveryChosen(_) => Step::EnterRecoveryCode,
            Self::Finished(_) => Step::Done,
        }
    }

    /// Whose password was right, until the session has begun.
    pub fn proved(&self) -> Option<&PasswordProved> {
        match self {
            Self::PasswordProved(proved) => Some(proved),
            Self::WayChosen(chosen) => Some(&chosen.proved),
            Self::CodeSent(sent) => Some(&sent.proved),
            Self::RecoveryChosen(chosen) => Some(&chosen.proved),
            Self::Finished(_) => None,
        }
    }

    /// The way of the code that is waited for.
    pub fn way(&self) -> Option<Way> {
        match self {
            Self::WayChosen(chosen) => Some(chosen.way),
            Self::CodeSent(sent) => Some(sent.way),
            _ => None,
        }
    }

    /// The letter that carries the latest code.
    pub fn letter(&self) -> Option<Uuid> {
        match self {
            Self::CodeSent(sent) => Some(sent.letter),
            _ => None,
        }
    }

    /// The name of the state in the table.
    pub fn state(&self) -> &'static str {
        match self {
            Self::PasswordProved(_) => "password_proved",
            Self::WayChosen(_) => "way_chosen",
            Self::CodeSent(_) => "code_sent",
            Self::RecoveryChosen(_) => "recovery_chosen",
            Self::Finished(_) => "finished",
        }
    }

    /// The path of the page it belongs to, under a language.
    pub fn path(&self, id: LoginId) -> String {
        match self.page() {
            Step::ChooseWay => format!("/dang-nhap/{id}/phuong-thuc"),
            Step::EnterCode => format!("/dang-nhap/{id}/ma-otp"),
            Step::EnterRecoveryCode => format!("/dang-nhap/{id}/ma-khoi-phuc"),
            Step::Done => "/tai-khoan".to_owned(),
        }
    }
}

/// The password was right.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PasswordProved {
    /// Whose.
    pub citizen: CitizenId,
    /// When it was set that was right: it proves nothing once another one is.
    pub set_at: Moment,
    /// When it was typed.
    pub at: Moment,
    /// What waits for this sign-in.
    pub awaited_by: Option<Awaited>,
}

impl PasswordProved {
    /// A code is to go out this way.
    pub fn way_chosen(self, way: Way) -> WayChosen {
        WayChosen { proved: self, way }
    }

    /// A recovery code is asked for.
    pub fn recovery_chosen(self) -> RecoveryChosen {
        RecoveryChosen { proved: self }
    }

    /// The session has begun on this and one proof more.
    pub fn finished(self, session: SessionId, at: Moment) -> Finished {
        Finished { session, at, awaited_by: self.awaited_by }
    }

    /// What was shown by now.
    pub fn evidence(&self) -> Evidence {
        Evidence::default().with(Factor::Password, self.at)
    }
}

/// A code is to go out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WayChosen {
    /// What was proved before.
    pub proved: PasswordProved,
    /// How it travels.
    pub way: Way,
}

impl WayChosen {
    /// A letter with a code was written.
    pub fn code_sent(self, letter: Uuid) -> CodeSent {
        CodeSent { proved: self.proved, way: self.way, letter }
    }
}

/// A code is on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodeSent {
    /// What was proved before.
    pub proved: PasswordProved,
    /// How it travels.
    pub way: Way,
    /// The letter that carries the latest code.
    pub letter: Uuid,
}

/// A recovery code is asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecoveryChosen {
    /// What was proved before.
    pub proved: PasswordProved,
}

/// How long the second press of the button that began a session is told of it: the browser drops
/// the answer to the first one, and with it the session's name.
const TOLD_AGAIN: Span = Span::from_minutes(1);

/// The session has begun.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// The session.
    pub session: SessionId,
    /// When it began.
    pub at: Moment,
    /// What waits for this sign-in.
    pub awaited_by: Option<Awaited>,
}

impl Finished {
    /// Whether a second press of the button is still told of the session.
    pub fn is_told_again(&self, now: Moment) -> bool {
        now < self.at.plus(TOLD_AGAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Acr;

    const AT: Moment = Moment::from_unix_ms(1_000);

    fn proved() -> PasswordProved {
        let citizen = CitizenId(Uuid::nil());
        PasswordProved { citizen, set_at: AT, at: AT, awaited_by: None }
    }

    #[test]
    fn each_state_has_its_page() {
        let pages = [
            Login::PasswordProved(proved()).page(),
            Login::WayChosen(proved().way_chosen(Way::Sms)).page(),
            Login::CodeSent(proved().way_chosen(Way::Mail).code_sent(Uuid::nil())).page(),
            Login::RecoveryChosen(proved().recovery_chosen()).page(),
            Login::Finished(proved().finished(SessionId(Uuid::nil()), AT)).page(),
        ];
        use Step::{ChooseWay, Done, EnterCode, EnterRecoveryCode};
        assert_eq!(pages, [ChooseWay, EnterCode, EnterCode, EnterRecoveryCode, Done]);
    }

    #[test]
    fn choosing_a_way_proves_nothing() {
        assert_eq!(proved().way_chosen(Way::Mail).proved.evidence().acr(), Some(Acr::Password));
        assert_eq!(proved().recovery_chosen().proved.evidence().acr(), Some(Acr::Password));
        assert_ne!(Way::Sms.purpose(), Way::Mail.purpose());
    }

    #[test]
    fn a_state_outlives_a_restart() {
        let sent = proved().way_chosen(Way::Sms).code_sent(Uuid::nil());
        let text = serde_json::to_string(&Login::CodeSent(sent)).unwrap();
        let read: Login = serde_json::from_str(&text).unwrap();
        assert_eq!((read.way(), read.state()), (Some(Way::Sms), "code_sent"));
    }
}
