//! Why somebody is not signed in, as the page says it.

use axum::http::StatusCode;
use outside::openid::OpenIdRefusal;

/// Why somebody is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The attempt is over, was answered, or belongs to another browser.
    Gone,
    /// The provider may no longer be used.
    Disabled,
    /// Too many have begun from this address.
    TooMany,
    /// The provider could not be reached.
    Away,
    /// The person did not go on there.
    Declined,
    /// The provider said no, or what is not to be believed.
    Refused,
}

impl Refusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Gone => StatusCode::GONE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Disabled | Self::Declined => StatusCode::FORBIDDEN,
            Self::Refused => StatusCode::BAD_GATEWAY,
        }
    }

    /// The key of what happened.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Gone => "signin-gone",
            Self::Disabled => "signin-disabled",
            Self::TooMany => "signin-many",
            Self::Away => "signin-away",
            Self::Declined => "signin-declined",
            Self::Refused => "signin-refused",
        }
    }

    /// The key of why, and what to do.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Gone => "signin-gone-why",
            Self::Disabled => "signin-disabled-why",
            Self::TooMany => "signin-many-why",
            Self::Away => "signin-away-why",
            Self::Declined => "signin-declined-why",
            Self::Refused => "signin-refused-why",
        }
    }
}

impl From<OpenIdRefusal> for Refusal {
    fn from(refusal: OpenIdRefusal) -> Self {
        match refusal {
            OpenIdRefusal::Unreachable => Self::Away,
            OpenIdRefusal::Declined => Self::Declined,
            OpenIdRefusal::Refused | OpenIdRefusal::Doubtful(_) => Self::Refused,
        }
    }
}
