//! The steps of a registration: one struct per state, holding exactly what is known by then.
//! Transitions consume. Pure: moments, answers and verdicts come in as values.

use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{Assurance, CitizenId, Person, Verifier};
use civic::IdentityNumber;
use ground::Moment;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

store::row_id! {
    /// The id of one registration.
    RegistrationId
}

/// A registration under way. Transitions consume it; it can be cloned because a transaction that
/// lost a race runs again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Registration {
    /// The operator knows the person; no message could be sent yet.
    SubscriberVerified(SubscriberVerified),
    /// A code is on its way to the telephone.
    CodeSent(CodeSent),
    /// The code was right: the person is proved.
    PhoneConfirmed(PhoneConfirmed),
    /// The person is proved and has an account already.
    AlreadyRegistered(AlreadyRegistered),
    /// The account exists.
    Finished(Finished),
}

/// What the address of the last page says after a second press of the button that opened the
/// account.
pub const PASSWORD_SET_BEFORE: &str = "mat-khau=da-dat";

const SUBSCRIBER_VERIFIED: &str = "subscriber_verified";
const CODE_SENT: &str = "code_sent";

/// The page that belongs to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Entering the code.
    ConfirmPhone,
    /// Choosing a password.
    SetPassword,
    /// Being told of the account there is.
    Exists,
    /// Being done.
    Done,
}

impl Registration {
    /// The page that belongs to the present state: the answer to every "already done?".
    pub fn page(&self) -> Step {
        match self {
            Self::SubscriberVerified(_) | Self::CodeSent(_) => Step::ConfirmPhone,
            Self::PhoneConfirmed(_) => Step::SetPassword,
            Self::AlreadyRegistered(_) => Step::Exists,
            Self::Finished(_) => Step::Done,
        }
    }

    /// Who is being registered, until the account is found or opened.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::SubscriberVerified(verified) => Some(&verified.person),
            Self::CodeSent(sent) => Some(&sent.person),
            Self::PhoneConfirmed(confirmed) => Some(&confirmed.person),
            Self::AlreadyRegistered(_) | Self::Finished(_) => None,
        }
    }

    /// The names of the states in which a code is waited for.
    pub const WAITING: [&str; 2] = [SUBSCRIBER_VERIFIED, CODE_SENT];

    /// The name of the state in the table and the journal.
    pub fn state(&self) -> &'static str {
        match self {
            Self::SubscriberVerified(_) => SUBSCRIBER_VERIFIED,
            Self::CodeSent(_) => CODE_SENT,
            Self::PhoneConfirmed(_) => "phone_confirmed",
            Self::AlreadyRegistered(_) => "already_registered",
            Self::Finished(_) => "finished",
        }
    }
}

impl Step {
    /// The page's path within its registration.
    pub fn path(self, id: RegistrationId) -> String {
        let page = match self {
            Self::ConfirmPhone => "ma-otp",
            Self::SetPassword => "mat-khau",
            Self::Exists => "da-co-tai-khoan",
            Self::Done => "hoan-tat",
        };
        format!("/dang-ky/{id}/{page}")
    }
}

/// The form was filled in and its challenge answered.
#[derive(Debug)]
pub struct Started {
    /// Who the applicant says they are.
    pub person: Person,
}

impl Started {
    /// The operator confirmed number, identity number, name and birth date together.
    pub fn verified_by_operator(self, at: Moment) -> SubscriberVerified {
        SubscriberVerified { person: self.person, verified_at: at }
    }
}

/// The operator knows the person under this number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SubscriberVerified {
    /// Who the applicant says they are.
    pub person: Person,
    /// When the operator said so.
    pub verified_at: Moment,
}

impl SubscriberVerified {
    /// A letter with a code was written.
    pub fn code_sent(self, letter: Uuid) -> CodeSent {
        CodeSent { person: self.person, verified_at: self.verified_at, letter }
    }
}

/// A code is on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodeSent {
    /// Who the applicant says they are.
    pub person: Person,
    /// When the operator said so.
    pub verified_at: Moment,
    /// The letter that carries the latest code.
    pub letter: Uuid,
}

impl CodeSent {
    /// Another letter was written.
    #[must_use]
    pub fn sent_again(self, letter: Uuid) -> Self {
        Self { letter, ..self }
    }

    /// The right code was entered.
    pub fn confirmed(self, at: Moment) -> PhoneConfirmed {
        PhoneConfirmed { person: self.person, verified_at: self.verified_at, confirmed_at: at }
    }
}

/// The person holds the telephone the operator knows them by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PhoneConfirmed {
    /// The proved person.
    pub person: Person,
    /// When the operator confirmed them.
    pub verified_at: Moment,
    /// When the code was right.
    pub confirmed_at: Moment,
}

impl PhoneConfirmed {
    /// How sure the identity is: "mức xác minh 2, đã được xác minh bởi nhà mạng".
    pub fn assurance(&self) -> Assurance {
        Assurance { level: 2, verifier: Verifier::MobileOperator, at: self.verified_at }
    }

    /// The account was opened.
    pub fn account_opened(
        self,
        citizen: CitizenId,
        codes: Vec<RecoveryCode>,
        at: Moment,
    ) -> Finished {
        let username = self.person.identity;
        Finished {
            citizen,
            username,
            opened_at: at,
            gave_email: self.person.email.is_some(),
            codes,
        }
    }

    /// There is an account of this person.
    pub fn has_account(self) -> AlreadyRegistered {
        AlreadyRegistered { phone_hint: self.person.phone.masked_for_registration() }
    }
}

/// The person has an account already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    /// The proved number, masked.
    pub phone_hint: String,
}

/// The account exists. Its recovery codes are shown until the registration is forgotten.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// The account.
    pub citizen: CitizenId,
    /// What its owner signs in with.
    pub username: IdentityNumber,
    /// When it was opened.
    pub opened_at: Moment,
    /// Whether a mail address waits to be confirmed.
    pub gave_email: bool,
    /// The recovery codes; none once the person said that they are kept safe.
    pub codes: Vec<RecoveryCode>,
}

impl Finished {
    /// The codes were printed or copied: they are shown no more.
    #[must_use]
    pub fn codes_kept(self) -> Self {
        Self { codes: Vec::new(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use civic::{BirthDate, CitizenNumber, IdentityNumber, PersonName, PhoneNumber};

    fn started() -> Started {
        Started {
            person: Person {
                identity: IdentityNumber::Citizen(CitizenNumber::parse("051088001234").unwrap()),
                name: PersonName::parse("Nguyễn Văn An").unwrap(),
                birth: BirthDate::from_iso("1988-03-05").unwrap(),
                phone: PhoneNumber::parse("0828000088").unwrap(),
                email: None,
            },
        }
    }

    #[test]
    fn each_state_has_its_page() {
        let at = Moment::from_unix_ms(1);
        let verified = started().verified_by_operator(at);
        let sent = verified.code_sent(Uuid::nil());
        let confirmed = sent.confirmed(at);
        assert_eq!(confirmed.assurance().level, 2);
        let pages = [
            Registration::SubscriberVerified(started().verified_by_operator(at)).page(),
            Registration::CodeSent(started().verified_by_operator(at).code_sent(Uuid::nil()))
                .page(),
            Registration::PhoneConfirmed(confirmed).page(),
        ];
        assert_eq!(pages, [Step::ConfirmPhone, Step::ConfirmPhone, Step::SetPassword]);
    }

    #[test]
    fn a_state_outlives_a_restart() {
        let sent = started().verified_by_operator(Moment::from_unix_ms(1)).code_sent(Uuid::nil());
        let text = serde_json::to_string(&Registration::CodeSent(sent)).unwrap();
        let read: Registration = serde_json::from_str(&text).unwrap();
        let Registration::CodeSent(read) = read else { panic!("another state") };
        assert_eq!(read.person.name.as_str(), "Nguyễn Văn An");
    }
}
