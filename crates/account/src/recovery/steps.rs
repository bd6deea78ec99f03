//! The steps of a recovery: one struct per state, holding exactly what is known by then.
//! Transitions consume. Pure: moments, answers and verdicts come in as values.

use crate::citizen::CitizenId;
use civic::{IdentityNumber, PhoneNumber};
use ground::{Moment, Span};
use outside::{SimAnswer, SubscriberAnswer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

store::row_id! {
    /// The id of one recovery.
    RecoveryId
}

/// A recovery under way. Transitions consume it; it can be cloned because a transaction that lost
/// a race runs again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Recovery {
    /// A code is on its way to the account's telephone, or nobody has this number: no page tells.
    CodeSent(CodeSent),
    /// The code was right, and that is not enough.
    PhoneConfirmed(PhoneConfirmed),
    /// A code is on its way to a new number, whoever the typed number belongs to.
    NumberSent(NumberSent),
    /// That code was right, and nothing waits: no page tells.
    NumberConfirmed(NumberConfirmed),
    /// The person waits while everybody who could object is told.
    Delayed(Delayed),
    /// The person is proved.
    Proved(Proved),
    /// Somebody the account's letters reach said that it was not them.
    Cancelled(Cancelled),
    /// The password is a new one.
    Finished(Finished),
}

/// The page that belongs to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Entering the code.
    ConfirmPhone,
    /// Entering the code that went to a new number.
    ConfirmNumber,
    /// Showing something more than the code.
    SecondProof,
    /// Waiting.
    Wait,
    /// Choosing a new password.
    SetPassword,
    /// Being told that it was cancelled.
    Cancelled,
    /// Being done.
    Done,
}

impl Recovery {
    /// The page that belongs to the present state: the answer to every "already done?".
    pub fn page(&self) -> Step {
        match self {
            Self::CodeSent(_) => Step::ConfirmPhone,
            Self::PhoneConfirmed(_) => Step::SecondProof,
            Self::NumberSent(_) => Step::ConfirmNumber,
            Self::NumberConfirmed(_) | Self::Delayed(_) => Step::Wait,
            Self::Proved(_) => Step::SetPassword,
            Self::Cancelled(_) => Step::Cancelled,
            Self::Finished(_) => Step::Done,
        }
    }

    /// The name of the state in the table and the journal.
    pub fn state(&self) -> &'static str {
        match self {
            Self::CodeSent(_) => "code_sent",
            Self::PhoneConfirmed(_) => "phone_confirmed",
            Self::NumberSent(_) => "number_sent",
            Self::NumberConfirmed(_) => "number_confirmed",
            Self::Delayed(_) => "delayed",
            Self::Proved(_) => "proved",
            Self::Cancelled(_) => "cancelled",
            Self::Finished(_) => "finished",
        }
    }
}

impl Step {
    /// The page's path within its recovery.
    pub fn path(self, id: RecoveryId) -> String {
        let page = match self {
            Self::ConfirmPhone => "ma-otp",
            Self::ConfirmNumber => "so-moi",
            Self::SecondProof => "xac-minh",
            Self::Wait => "cho",
            Self::SetPassword => "mat-khau",
            Self::Cancelled => "da-huy",
            Self::Done => "hoan-tat",
        };
        format!("/quen-mat-khau/{id}/{page}")
    }
}

/// An account and the telephone it is reached by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The account.
    pub citizen: CitizenId,
    /// Its telephone, which is still its own.
    pub phone: PhoneNumber,
}

/// A code is on its way, if there is anybody to send it to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodeSent {
    /// The number that was typed.
    pub identity: IdentityNumber,
    /// Whose it is; nobody's where there is no account, or none with a telephone.
    pub holder: Option<Holder>,
}

impl CodeSent {
    /// What its messages are counted for: the telephone, or something in its place.
    pub fn number(&self) -> String {
        match &self.holder {
            Some(holder) => holder.phone.e164(),
            None => format!("nobody {}", self.identity.as_str()),
        }
    }
}

impl Holder {
    /// The right code was entered, and this is what else is known of whoever entered it.
    pub fn confirmed(self, second: Result<Second, Doubt>, at: Moment) -> Recovery {
        match second {
            Ok(second) => Recovery::Proved(Proved::of(self.citizen, second, at)),
            Err(doubt) => Recovery::PhoneConfirmed(PhoneConfirmed { holder: self, doubt }),
        }
    }
}

/// What stands beside the code (NIST SP 800-63B 4.2; a code alone falls to whoever has the SIM).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// A browser in which this citizen signed in before.
    KnownDevice,
    /// The operator: the number is still this person's, and its SIM was not changed of late.
    Operator,
    /// A recovery code.
    RecoveryCode,
    /// A day in which nobody objected.
    Delay,
}

impl Second {
    /// Its name in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KnownDevice => "known_device",
            Self::Operator => "operator",
            Self::RecoveryCode => "recovery_code",
            Self::Delay => "delay",
        }
    }
}

/// Why the code alone is not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The SIM was changed of late.
    SimChanged,
    /// The operator does not hold the number for this person any more.
    NotTheirs,
    /// The operator does not tell.
    OperatorSilent,
    /// The operator could not be asked.
    OperatorAway,
    /// The operator was asked too often about this person, this number or from this address.
    AskedTooOften,
}

impl Doubt {
    /// Its name in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SimChanged => "sim_changed",
            Self::NotTheirs => "not_theirs",
            Self::OperatorSilent => "operator_silent",
            Self::OperatorAway => "operator_away",
            Self::AskedTooOften => "asked_too_often",
        }
    }

    /// Whether waiting helps: not where the number seems to be somebody else's, who would get every
    /// notice of it too, nor where nobody asked because so many had: that would hide it.
    pub fn allows_delay(self) -> bool {
        !matches!(self, Self::NotTheirs | Self::AskedTooOften)
    }

    /// Whether asking the operator again may help.
    pub fn allows_asking(self) -> bool {
        matches!(self, Self::OperatorAway | Self::AskedTooOften)
    }
}

/// What the operator's two answers mean together.
///
/// # Errors
/// Why they are no proof; the answer that says most against it comes first.
pub fn operator_says(subscriber: SubscriberAnswer, sim: SimAnswer) -> Result<Second, Doubt> {
    use SubscriberAnswer as Subscriber;
    match (subscriber, sim) {
        (Subscriber::Match, SimAnswer::Unchanged) => Ok(Second::Operator),
        (Subscriber::Mismatch, _) => Err(Doubt::NotTheirs),
        (_, SimAnswer::Changed) => Err(Doubt::SimChanged),
        (Subscriber::Unreachable, _) | (_, SimAnswer::Unreachable) => Err(Doubt::OperatorAway),
        (Subscriber::NotAvailable, _) | (_, SimAnswer::NotAvailable) => Err(Doubt::OperatorSilent),
    }
}

/// The person holds the telephone of the account, and has to show something more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PhoneConfirmed {
    /// The account.
    pub holder: Holder,
    /// Why that is not enough.
    pub doubt: Doubt,
}

impl PhoneConfirmed {
    /// Something more was shown.
    pub fn proved(self, second: Second, at: Moment) -> Proved {
        Proved::of(self.holder.citizen, second, at)
    }

    /// The operator was asked again.
    pub fn asked_again(self, answer: Result<Second, Doubt>, at: Moment) -> Recovery {
        self.holder.confirmed(answer, at)
    }

    /// The person waits instead; nothing where waiting does not help.
    pub fn delayed(self, begun_at: Moment, until: Moment) -> Option<Delayed> {
        let notices = Vec::new();
        let delayed =
            Delayed { holder: self.holder, begun_at, until, notices, has_new_number: false };
        self.doubt.allows_delay().then_some(delayed)
    }
}

/// Somebody no longer has the telephone of their account, and a code is on its way to another.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberSent {
    /// The number that was typed.
    pub identity: IdentityNumber,
    /// The new telephone.
    pub phone: PhoneNumber,
    /// Whose the typed number is; nobody's where there is no account.
    pub citizen: Option<CitizenId>,
}

impl NumberSent {
    /// The code was right. Something waits only where there is an account and the operator holds
    /// the new telephone for its citizen; what is shown is the same.
    pub fn confirmed(self, is_theirs: bool, begun_at: Moment, until: Moment) -> Recovery {
        match self.citizen.filter(|_| is_theirs) {
            Some(citizen) => {
                let holder = Holder { citizen, phone: self.phone };
                let notices = Vec::new();
                let has_new_number = true;
                Recovery::Delayed(Delayed { holder, begun_at, until, notices, has_new_number })
            }
            None => Recovery::NumberConfirmed(NumberConfirmed { phone: self.phone, until }),
        }
    }
}

/// Nothing waits, and the page says what it would say if something did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NumberConfirmed {
    /// The new telephone.
    pub phone: PhoneNumber,
    /// Until when it would wait.
    pub until: Moment,
}

/// How long the first notice may be on its way without the delay counting anew from there.
const ON_ITS_WAY: Span = Span::from_minutes(15);

/// The notices are written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Delayed {
    /// The account, and the telephone to which the link will go.
    pub holder: Holder,
    /// When that was.
    pub begun_at: Moment,
    /// From when on a new password may be chosen, if somebody was told at once.
    pub until: Moment,
    /// The notices of it.
    pub notices: Vec<Uuid>,
    /// Whether that telephone becomes the account's with the password.
    #[serde(default)]
    pub has_new_number: bool,
}

impl Delayed {
    /// These notices are out.
    pub fn told_by(self, notices: Vec<Uuid>) -> Self {
        Self { notices, ..self }
    }

    /// When the delay is over, where the first notice was taken then. A day counts in which somebody
    /// could object: it begins anew where nobody was told for long.
    pub fn ends(&self, told_at: Moment) -> Moment {
        match told_at > self.begun_at.plus(ON_ITS_WAY) {
            true => told_at.plus(self.until.since(self.begun_at)),
            false => self.until,
        }
    }

    /// Nobody objected, of those who were told then; nothing before it is time, or where nobody was.
    pub fn proved(self, told_at: Option<Moment>, at: Moment) -> Option<Proved> {
        let is_over = at >= self.ends(told_at?);
        let new_phone = self.has_new_number.then_some(self.holder.phone);
        let proved = Proved { new_phone, ..Proved::of(self.holder.citizen, Second::Delay, at) };
        is_over.then_some(proved)
    }
}

/// The person is proved and may choose a password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Proved {
    /// The account.
    pub citizen: CitizenId,
    /// What stood beside the code.
    pub second: Second,
    /// When that was.
    pub at: Moment,
    /// The telephone that becomes the account's with the password, where it has a new one.
    #[serde(default)]
    pub new_phone: Option<PhoneNumber>,
}

impl Proved {
    /// Somebody is proved, and keeps the telephone the account has.
    fn of(citizen: CitizenId, second: Second, at: Moment) -> Self {
        Self { citizen, second, at, new_phone: None }
    }

    /// The password was set, so many sessions ended.
    pub fn finished(self, ended: usize, at: Moment) -> Finished {
        Finished { ended, at }
    }
}

/// Somebody objected.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cancelled {
    /// When.
    pub at: Moment,
}

/// The password is a new one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// How many sessions were ended with it.
    pub ended: usize,
    /// When.
    pub at: Moment,
}

#[cfg(test)]
mod tests;
