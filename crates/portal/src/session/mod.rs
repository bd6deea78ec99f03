//! Sessions of the portal: who is signed in, in which browser.
//!
//! The browser names its session by 256 bits in a cookie; the table holds their digest. Every page
//! is drawn for who is signed in ([`recognise`]). A session ends here, when its time is over, or
//! when the provider says so.

mod records;
mod recognise;

pub use recognise::{Present, SignedIn, recognise};
pub use records::{Whose, begin, end, end_all, end_of_provider, sweep};

use crate::person::PersonId;
use ground::{Moment, Secret};
use std::sync::Arc;

store::row_id! {
    /// The id of a session: what journals know it by. It opens nothing.
    SessionId
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// What it is known by.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// The name of the provider they signed in with.
    pub provider: String,
    /// Their name, as every page shows it.
    pub name: Arc<str>,
    /// What their provider wants to see when they sign out.
    pub id_token: Secret,
    /// When they were seen last, to the minute.
    seen_at: Moment,
}
