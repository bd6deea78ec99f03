//! The faults a person or a test can switch on: each outside party may be well or ill.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the operator answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TelcoFault {
    /// At once and truly.
    #[default]
    Ok,
    /// Every request gets 503.
    Down,
    /// Every answer comes late (the setting `slow_by`).
    Slow,
    /// The operator may not tell: each attribute answers `not_available`.
    NotAvailable,
}

/// How the SMS centre treats messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SmsFault {
    /// Delivered at once, receipt soon after.
    #[default]
    Ok,
    /// Accepted; message and receipt come late (the setting `delayed_by`).
    Delayed,
    /// Accepted, but the receipt says `UNDELIV` and nothing arrives.
    Undeliverable,
    /// Refused with `ESME_RTHROTTLED`.
    Throttled,
    /// Hangs up on whoever says anything.
    Down,
}

/// How the mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailFault {
    /// Takes every mail.
    #[default]
    Ok,
    /// Answers 421 and closes.
    Down,
}

/// What the officials' OpenID provider does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpenIdFault {
    /// What it should.
    #[default]
    Ok,
    /// Every request gets 503.
    Down,
    /// Every answer comes late (the setting `slow_by`).
    Slow,
    /// Every answer leads elsewhere.
    Redirects,
    /// Every answer has 3 MiB.
    Endless,
    /// Its metadata names another issuer.
    WrongMetadataIssuer,
    /// Its answer through the browser names another issuer: a mix-up.
    WrongAnswerIssuer,
    /// Its ID tokens name another issuer.
    WrongIssuer,
    /// They were made for another client.
    WrongAudience,
    /// They belong to another attempt.
    WrongNonce,
    /// They ended an hour ago.
    Expired,
    /// They name nobody.
    EmptySubject,
    /// They belong to another access token.
    WrongTokenHash,
    /// They are unsigned.
    AlgNone,
    /// All its tokens are signed with a key that is not its own.
    ForeignKey,
    /// Its userinfo is about somebody else.
    OtherUserinfo,
    /// Its logout tokens are unsigned.
    UnsignedLogout,
}

impl OpenIdFault {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Ok,
        Self::Down,
        Self::Slow,
        Self::Redirects,
        Self::Endless,
        Self::WrongMetadataIssuer,
        Self::WrongAnswerIssuer,
        Self::WrongIssuer,
        Self::WrongAudience,
        Self::WrongNonce,
        Self::Expired,
        Self::EmptySubject,
        Self::WrongTokenHash,
        Self::AlgNone,
        Self::ForeignKey,
        Self::OtherUserinfo,
        Self::UnsignedLogout,
    ];
}

/// The present behaviour of the four parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Faults {
    /// The operator.
    pub telco: TelcoFault,
    /// The SMS centre.
    pub sms: SmsFault,
    /// The mail server.
    pub mail: MailFault,
    /// The officials' OpenID provider.
    pub openid: OpenIdFault,
}

/// A change of some faults; an absent key leaves its party as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultChange {
    /// The operator: `ok`, `down`, `slow` or `not_available`.
    pub telco: Option<TelcoFault>,
    /// The SMS centre: `ok`, `delayed`, `undeliverable`, `throttled` or `down`.
    pub sms: Option<SmsFault>,
    /// The mail server: `ok` or `down`.
    pub mail: Option<MailFault>,
    /// The officials' OpenID provider: `ok`, `down`, `slow`, `wrong_issuer` and more.
    pub openid: Option<OpenIdFault>,
}

impl Faults {
    /// These faults with a change laid over them.
    #[must_use]
    pub fn changed(self, change: FaultChange) -> Self {
        Self {
            telco: change.telco.unwrap_or(self.telco),
            sms: change.sms.unwrap_or(self.sms),
            mail: change.mail.unwrap_or(self.mail),
            openid: change.openid.unwrap_or(self.openid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_key_changes_nothing() {
        let ill = Faults { sms: SmsFault::Throttled, ..Faults::default() };
        let change: FaultChange = serde_json::from_str(r#"{"mail":"down"}"#).unwrap();
        let now = ill.changed(change);
        assert_eq!(now.sms, SmsFault::Throttled);
        assert_eq!(now.mail, MailFault::Down);
    }
}
