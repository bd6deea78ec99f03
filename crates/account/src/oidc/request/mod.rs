//! A request for an authorization: what a client asks for, checked, as it waits for a person.

mod asked;
pub(super) mod check;
pub(super) mod records;

pub(super) use asked::{Asked, STANDARD, scope_of};

use crate::session::Acr;
use ground::Span;
use serde::{Deserialize, Serialize};
use web::Language;

store::row_id! {
    /// The id of a request that waits for a person. It opens nothing outside its own browser.
    RequestId
}

/// What a client asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    /// Who asks.
    pub(super) client: String,
    /// Where the answer goes; one of the client's own.
    pub(super) redirect_uri: String,
    /// What the client wants back unchanged.
    pub(super) state: Option<String>,
    /// The scopes it gets, if the person agrees.
    pub(super) scopes: Vec<String>,
    /// Single claims that it asks for.
    pub(super) asked: Asked,
    /// What goes into the ID token unchanged.
    pub(super) nonce: Option<String>,
    /// What the code is bound to (PKCE, S256).
    pub(super) challenge: Option<String>,
    /// The thumbprint of the key that tokens are to be bound to (RFC 9449, 10).
    pub(super) bound_to: Option<String>,
    /// How the person may be bothered.
    pub(super) prompt: Prompt,
    /// How long ago the person may have signed in.
    pub(super) max_age: Option<Span>,
    /// What the sign-in should be worth.
    pub(super) worth: Worth,
    /// Whom the client expects, by the name it knows them by.
    pub(super) expects: Option<String>,
    /// The language of our pages.
    pub(super) language: Language,
}

impl Request {
    /// The scopes that a person is asked about: those of single claims are among them.
    pub(super) fn disclosed(&self) -> Vec<String> {
        let mut all = self.scopes.clone();
        for scope in self.asked.names().filter_map(scope_of) {
            if !all.iter().any(|known| known == scope) {
                all.push(scope.to_owned());
            }
        }
        all
    }
}

/// How the person may be bothered (OpenID Connect Core, 3.1.2.1, `prompt`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Prompt {
    /// Not at all.
    pub(super) none: bool,
    /// They sign in, even if they are signed in.
    pub(super) login: bool,
    /// They are asked, even if they agreed before.
    pub(super) consent: bool,
}

/// What the sign-in should be worth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Worth {
    /// The kinds that were named, as they were named.
    pub(super) named: Vec<String>,
    /// Whether less is no use (OpenID Connect Core, 5.5.1.1).
    pub(super) essential: bool,
}

impl Worth {
    /// The least of what was named that we know.
    pub(super) fn least(&self) -> Option<Acr> {
        self.named.iter().filter_map(|name| Acr::parse(name)).min()
    }

    /// Whether it was asked for in a way that we cannot meet, whoever signs in.
    pub(super) fn is_unknown(&self) -> bool {
        self.essential && !self.named.is_empty() && self.least().is_none()
    }

    /// The name of what a sign-in is worth as this client says it.
    pub(super) fn said(&self, acr: Acr) -> String {
        let exact = self.named.iter().find(|name| Acr::parse(name) == Some(acr));
        exact.map_or_else(|| acr.as_str().to_owned(), Clone::clone)
    }
}
