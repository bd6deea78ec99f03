//! What somebody showed to prove who they are, and what that is worth. Pure.

use ground::Moment;
use serde::{Deserialize, Serialize};

/// One kind of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// The password was right.
    Password,
    /// The code that was sent to the telephone was entered.
    SmsCode,
    /// The code that was sent to a confirmed mail address was entered.
    MailCode,
    /// A recovery code was used up.
    RecoveryCode,
}

impl Factor {
    /// Its methods by RFC 8176.
    fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Password => &["pwd"],
            Self::SmsCode => &["otp", "sms"],
            Self::MailCode | Self::RecoveryCode => &["otp"],
        }
    }
}

/// A proof and the moment it was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// What was shown.
    pub factor: Factor,
    /// When.
    pub at: Moment,
}

/// Everything that was shown, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Evidence(Vec<Shown>);

impl Evidence {
    /// One more proof.
    #[must_use]
    pub fn with(mut self, factor: Factor, at: Moment) -> Self {
        self.0.push(Shown { factor, at });
        self
    }

    /// What it is worth; nothing where no password was shown.
    pub fn acr(&self) -> Option<Acr> {
        let shown = |factor| self.0.iter().any(|shown| shown.factor == factor);
        if !shown(Factor::Password) {
            return None;
        }
        if shown(Factor::RecoveryCode) {
            return Some(Acr::PasswordAndRecovery);
        }
        let has_code = shown(Factor::SmsCode) || shown(Factor::MailCode);
        Some(if has_code { Acr::PasswordAndCode } else { Acr::Password })
    }

    /// The methods by RFC 8176, each once; `mfa` where there is more than one proof.
    pub fn amr(&self) -> Vec<&'static str> {
        let mut all = Vec::new();
        for method in self.0.iter().flat_map(|shown| shown.factor.methods()) {
            if !all.contains(method) {
                all.push(*method);
            }
        }
        if self.acr() > Some(Acr::Password) {
            all.push("mfa");
        }
        all
    }

    /// When the latest proof was shown; the beginning of time where none was.
    pub fn auth_time(&self) -> Moment {
        let latest = self.0.iter().map(|shown| shown.at).max();
        latest.unwrap_or(Moment::from_unix_ms(0))
    }

    /// What was shown.
    pub fn shown(&self) -> &[Shown] {
        &self.0
    }
}

/// What a sign-in is worth; later ones are worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acr {
    /// A password.
    Password,
    /// A password and a code that was sent to the person.
    PasswordAndCode,
    /// A password and a code that only the person has.
    PasswordAndRecovery,
}

impl Acr {
    /// As it stands in tokens.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "urn:motcua:acr:1",
            Self::PasswordAndCode => "urn:motcua:acr:2",
            Self::PasswordAndRecovery => "urn:motcua:acr:2s",
        }
    }

    /// As it is asked for; portals written for the national sign-on ask for `LoA1` and `LoA2`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "urn:motcua:acr:1" | "LoA1" => Self::Password,
            "urn:motcua:acr:2" | "LoA2" => Self::PasswordAndCode,
            "urn:motcua:acr:2s" => Self::PasswordAndRecovery,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(factors: &[Factor]) -> Evidence {
        let add = |all: Evidence, (n, factor): (usize, &Factor)| {
            all.with(*factor, Moment::from_unix_ms(i64::try_from(n).unwrap() + 1))
        };
        factors.iter().enumerate().fold(Evidence::default(), add)
    }

    #[test]
    fn its_worth_is_what_was_shown() {
        use Factor::{MailCode, Password, RecoveryCode, SmsCode};
        let worth = |factors: &[Factor]| shown(factors).acr();
        assert_eq!(worth(&[]), None);
        assert_eq!(worth(&[SmsCode]), None, "a code alone is no sign-in");
        assert_eq!(worth(&[RecoveryCode, MailCode]), None);
        assert_eq!(worth(&[Password]), Some(Acr::Password));
        assert_eq!(worth(&[Password, Password]), Some(Acr::Password), "twice is not two");
        assert_eq!(worth(&[Password, SmsCode]), Some(Acr::PasswordAndCode));
        assert_eq!(worth(&[Password, MailCode]), Some(Acr::PasswordAndCode));
        assert_eq!(worth(&[Password, RecoveryCode]), Some(Acr::PasswordAndRecovery));
        assert!(Acr::PasswordAndRecovery > Acr::PasswordAndCode);
    }

    #[test]
    fn methods_and_time_are_told() {
        let evidence = shown(&[Factor::Password, Factor::SmsCode]);
        assert_eq!(evidence.amr(), ["pwd", "otp", "sms", "mfa"]);
        assert_eq!(evidence.auth_time(), Moment::from_unix_ms(2));
        assert_eq!(shown(&[Factor::Password]).amr(), ["pwd"]);
    }

    #[test]
    fn is_asked_for_by_either_name() {
        for acr in [Acr::Password, Acr::PasswordAndCode, Acr::PasswordAndRecovery] {
            assert_eq!(Acr::parse(acr.as_str()), Some(acr));
        }
        assert_eq!(Acr::parse("LoA2"), Some(Acr::PasswordAndCode));
        assert_eq!(Acr::parse("LoA9"), None);
    }
}
