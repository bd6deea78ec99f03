//! Sessions: somebody is signed in, in one browser, on what evidence.
//!
//! A session is a row that the browser names by 256 bits in a cookie; the table holds their digest.
//! What a sign-in is worth (`acr`, `amr`) is computed from its evidence whenever somebody asks, and
//! stored nowhere (Kratos CVE-2024-45042). The name changes at every sign-in; who signs in again as
//! the same citizen goes on with the same session, anybody else ends it.

mod evidence;
mod agent;
mod device;
mod records;
mod begin;
mod end;
mod signed_in;
#[cfg(test)]
mod tests;

pub use begin::{Begun, begin, tell_again};
pub use device::{
    Device, DeviceId, DeviceName, DeviceNameRefusal, forget_all, forget_one, forget_others,
    has_no_device,
};
pub use end::{ENDED, Why, end, end_all, end_of_everybody, forgotten};
pub use evidence::{Acr, Evidence, Factor, Shown};
pub use records::device::{all_of as devices, name as name_device};
pub use records::{find, of_citizen, present, recognise, sweep};
pub use signed_in::{ACCOUNT, Fresh, SignedIn, SteppedUp, sign_in_path, to_sign_in};

use crate::account::Account;
use crate::citizen::CitizenId;
use ground::Moment;

store::row_id! {
    /// The id of a session: what journals, jobs and clients know it by. It opens nothing.
    SessionId
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// What it is known by.
    pub id: SessionId,
    /// Who.
    pub citizen: CitizenId,
    /// What they showed.
    pub evidence: Evidence,
    /// When they signed in last.
    pub begun_at: Moment,
    /// When they were seen last, to the minute.
    pub seen_at: Moment,
    /// The browser they signed in with.
    pub device: DeviceId,
    /// That browser in words: `Chrome, Android`.
    pub label: String,
}

/// When a session that was begun and seen then is over.
fn over_at(account: &Account, begun_at: Moment, seen_at: Moment) -> Moment {
    let settings = &account.settings.session;
    begun_at.plus(settings.at_most).min(seen_at.plus(settings.idle))
}
