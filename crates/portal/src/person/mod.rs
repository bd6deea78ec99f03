//! Persons: who has signed in. A person is known by what providers call them and by nothing else:
//! two providers that say the same name, number or address speak of two persons, until the person
//! proves to be both and says so (IDENTITY 2.16; pre-hijacking, arXiv 2205.10174).

mod records;
mod offer;

pub use offer::{OfferId, offer, offered, spend_offer, sweep_offers};
pub use records::{Linked, find, is_known, link, linked, meet, unlink};

use outside::openid::{Said, SignedIn};
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of a person.
    PersonId
}

/// Somebody as one provider knows them.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The provider, by its name in our settings.
    pub provider: String,
    /// The provider, by what it calls itself.
    pub issuer: String,
    /// What it calls the person.
    pub subject: String,
    /// What it says of them.
    pub said: Said,
}

impl Identity {
    /// Who has just signed in with a provider.
    pub fn of(provider: &str, signed_in: &SignedIn) -> Self {
        Self {
            provider: provider.to_owned(),
            issuer: signed_in.issuer.clone(),
            subject: signed_in.subject.clone(),
            said: signed_in.said.clone(),
        }
    }
}
