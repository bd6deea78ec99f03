//! Citizens: who has an account, who verified that, and what proves it.

mod proofs;
mod closing;
mod number;
mod records;
pub mod recovery_code;

pub use closing::records::{close, due_to_close, keep, keep_all, will_close};
pub use number::records::{change_phone, find, is_phone_held};
pub use proofs::records::{
    disable_password, has_password_of, password_hash, password_set_at, password_since,
    recovery_codes_left, redeem_recovery_code, rehash_password, set_password, set_recovery_codes,
    void_recovery_codes,
};
pub use records::{
    by_identity, confirm_email, has_account, holder, load, open_account, reached, sealed_email,
    unconfirm_email,
};

use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use ground::Moment;
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of a citizen's account.
    CitizenId
}

/// What a person says they are, checked in form but not yet proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The number they sign in with.
    pub identity: IdentityNumber,
    /// Their name.
    pub name: PersonName,
    /// Their day of birth.
    pub birth: BirthDate,
    /// Their mobile number.
    pub phone: PhoneNumber,
    /// Their mail address, if they gave one.
    pub email: Option<EmailAddress>,
}

impl Person {
    /// What finds the same person under another number: name, birth date and telephone together.
    pub fn fingerprint(&self) -> String {
        format!("{}|{}|{}", self.name.unaccented(), self.birth.to_iso(), self.phone.e164())
    }
}

/// Somebody with an account, and by what our letters reach them.
#[derive(Debug, Clone)]
pub struct Citizen {
    /// The account.
    pub id: CitizenId,
    /// Who they are.
    pub person: Person,
    /// Whether the telephone is still theirs: nobody else has proved it since.
    pub has_phone: bool,
    /// Whether the mail address was confirmed; until then it is used for nothing.
    pub has_email: bool,
    /// How sure who they are is, and who made sure.
    pub assurance: Assurance,
    /// When the account was opened.
    pub opened_at: Moment,
    /// When it will be closed, where its citizen wished so.
    pub closing_at: Option<Moment>,
}

/// A password as it is stored.
#[derive(Debug, Clone)]
pub struct StoredPassword {
    /// Whose.
    pub citizen: CitizenId,
    /// Its hash.
    pub hash: String,
    /// When it was set: another one has another moment.
    pub set_at: Moment,
}

/// What became of a password since some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordSince {
    /// It serves still.
    Serves,
    /// It serves no more.
    Blocked,
    /// Another one was set then.
    SetAnew(Moment),
}

/// How sure we are of an identity, who made sure, and when (NĐ 69/2024: levels 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    /// The level: 2 once somebody who knows the person has verified the identity.
    pub level: i16,
    /// Who verified it.
    pub verifier: Verifier,
    /// When.
    pub at: Moment,
}

/// Who verified an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verifier {
    /// The mobile operator, from its register of subscribers (NĐ 163/2024).
    MobileOperator,
    /// Two officers of a one-stop desk, from the person's card.
    Desk,
}

impl Verifier {
    fn as_str(self) -> &'static str {
        match self {
            Self::MobileOperator => "mobile_operator",
            Self::Desk => "desk",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::MobileOperator, Self::Desk].into_iter().find(|one| one.as_str() == text)
    }
}

/// A citizen as signing in knows them: by what they are called and where they are reached.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Their account.
    pub id: CitizenId,
    /// What they sign in with.
    pub identity: IdentityNumber,
    /// Their name.
    pub name: PersonName,
    /// Their mobile number, unless somebody else has proved it since.
    pub phone: Option<PhoneNumber>,
    /// Their mail address, if they confirmed one.
    pub email: Option<EmailAddress>,
}

/// A proved person with everything an account begins with.
pub struct NewAccount<'a> {
    /// Who they are.
    pub person: &'a Person,
    /// How sure that is.
    pub assurance: Assurance,
    /// Their password, hashed.
    pub password_hash: &'a str,
    /// Their recovery codes, which only they will know.
    pub recovery_codes: &'a [recovery_code::RecoveryCode],
    /// The id of the account, if it is opened.
    pub id: CitizenId,
}

/// Whether an account was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// It was.
    Now,
    /// This person had one already.
    Before,
}
