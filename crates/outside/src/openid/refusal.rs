//! Why nobody is signed in.

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenIdRefusal {
    /// The provider could not be reached, or gave no sensible answer.
    Unreachable,
    /// The provider said no.
    Refused,
    /// The person did not go on at the provider, or refused to.
    Declined,
    /// What the provider said is not to be believed.
    Doubtful(Doubt),
}

/// Why something a provider said is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is no token that we read: unsigned, or signed in a way nobody should.
    NoToken,
    /// It is signed with an algorithm this provider may not use.
    Algorithm,
    /// No key of the provider signed it.
    Signature,
    /// Somebody else issued it, or says it comes from somebody else.
    Issuer,
    /// It was made for somebody else.
    Audience,
    /// Its time is over, or has not come, or it says none.
    Time,
    /// It belongs to another attempt.
    Nonce,
    /// It names nobody.
    Subject,
    /// It does not belong to the access token beside it.
    AccessToken,
    /// Its userinfo is about somebody else.
    Userinfo,
    /// It is no logout token.
    Events,
}

impl OpenIdRefusal {
    /// In one word, for logs and figures.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Refused => "refused",
            Self::Declined => "declined",
            Self::Doubtful(doubt) => match doubt {
                Doubt::NoToken => "no-token",
                Doubt::Algorithm => "algorithm",
                Doubt::Signature => "signature",
                Doubt::Issuer => "issuer",
                Doubt::Audience => "audience",
                Doubt::Time => "time",
                Doubt::Nonce => "nonce",
                Doubt::Subject => "subject",
                Doubt::AccessToken => "access-token",
                Doubt::Userinfo => "userinfo",
                Doubt::Events => "events",
            },
        }
    }
}

impl From<Doubt> for OpenIdRefusal {
    fn from(doubt: Doubt) -> Self {
        Self::Doubtful(doubt)
    }
}
