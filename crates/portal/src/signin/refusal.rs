//! Why somebody is not signed in, or nothing is linked, as the page says it.

use super::way::Way;
use axum::http::StatusCode;
use outside::openid::{OpenIdClient, OpenIdRefusal};
use web::Page;
use web::guard::RequestId;

/// What somebody wishes of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// To be signed in here.
    SignIn,
    /// To have the account there linked to who is signed in here.
    Link,
}

/// Why it is not done.
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
    /// The account is linked to somebody already, or another of its provider to this person.
    Taken,
}

impl Refusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Gone => StatusCode::GONE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Disabled | Self::Declined => StatusCode::FORBIDDEN,
            Self::Refused => StatusCode::BAD_GATEWAY,
            Self::Taken => StatusCode::CONFLICT,
        }
    }

    /// The word for it in figures.
    fn word(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Disabled => "disabled",
            Self::TooMany => "many",
            Self::Away => "away",
            Self::Declined => "declined",
            Self::Refused => "refused",
            Self::Taken => "taken",
        }
    }

    /// The keys of what happened, and of why and what to do.
    fn keys(self, wish: Wish) -> [&'static str; 2] {
        match (wish, self) {
            (Wish::SignIn, Self::Gone | Self::Taken) => ["signin-gone", "signin-gone-why"],
            (Wish::SignIn, Self::Disabled) => ["signin-disabled", "signin-disabled-why"],
            (Wish::SignIn, Self::TooMany) => ["signin-many", "signin-many-why"],
            (Wish::SignIn, Self::Away) => ["signin-away", "signin-away-why"],
            (Wish::SignIn, Self::Declined) => ["signin-declined", "signin-declined-why"],
            (Wish::SignIn, Self::Refused) => ["signin-refused", "signin-refused-why"],
            (Wish::Link, Self::Gone) => ["link-not-done", "link-gone-why"],
            (Wish::Link, Self::Disabled) => ["link-not-done", "link-disabled-why"],
            (Wish::Link, Self::TooMany) => ["link-not-done", "link-many-why"],
            (Wish::Link, Self::Away) => ["link-not-done", "link-away-why"],
            (Wish::Link, Self::Declined) => ["link-not-done", "link-declined-why"],
            (Wish::Link, Self::Refused) => ["link-not-done", "link-refused-why"],
            (Wish::Link, Self::Taken) => ["link-not-done", "link-taken-why"],
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

/// What went wrong with a provider, as a page shows it.
pub(super) struct Trouble {
    /// What the page answers with.
    pub(super) status: StatusCode,
    /// What happened.
    pub(super) what: String,
    /// Why, and what to do.
    pub(super) why: String,
    /// What it is found by in the logs.
    pub(super) request_id: String,
}

impl Trouble {
    /// In the words of who wished something of a provider.
    pub(super) fn of(
        page: &Page,
        (client, refusal): (&OpenIdClient, Refusal),
        wish: Wish,
        request_id: &RequestId,
    ) -> Self {
        metrics::counter!("signin_refusals_total", "why" => refusal.word()).increment(1);
        let [what, why] = refusal.keys(wish);
        let name = Way::of(client, page.language).name;
        Self {
            status: refusal.status(),
            what: page.t1(what, "name", name.as_str()).into_owned(),
            why: page.t(why).into_owned(),
            request_id: request_id.0.to_string(),
        }
    }
}
