//! Devices: a browser in which somebody has signed in completely before (OWASP device cookies).
//!
//! The browser carries one name for ever; beside each citizen stands a digest of that name and of
//! the citizen, so that the table does not tell who shares a browser.

use super::agent;
use crate::account::Account;
use crate::citizen::CitizenId;
use axum::http::HeaderValue;
use ground::{Fault, Moment};
use store::Tx;
use web::Arrival;
use web::cookie::Opaque;

store::row_id! {
    /// The id of a browser that a citizen has signed in with.
    DeviceId
}

/// The browsers of a citizen are known no more.
///
/// # Errors
/// A database that is away.
pub async fn forget_all(tx: &Tx, citizen: CitizenId) -> Result<(), Fault> {
    super::records::device::forget_all(tx, citizen).await
}

/// Whether a citizen has never signed in with any browser that is still known.
///
/// # Errors
/// A database that is away.
pub async fn has_no_device(tx: &Tx, citizen: CitizenId) -> Result<bool, Fault> {
    super::records::device::has_none(tx, citizen).await
}

/// A browser that was noted.
pub(super) struct Noted {
    pub(super) id: DeviceId,
    pub(super) is_new: bool,
    pub(super) label: String,
    pub(super) cookie: Option<HeaderValue>,
}

/// Notes that a citizen signed in with this browser; one without a name is given one.
pub(super) async fn note(
    tx: &Tx,
    account: &Account,
    citizen: CitizenId,
    arrival: &Arrival,
    now: Moment,
) -> Result<Noted, Fault> {
    let cookie = &account.device_cookie;
    let name = arrival.cookie(cookie).unwrap_or_else(|| Opaque::new(&account.chance));
    let label = agent::in_words(arrival.agent());
    let kept = account.settings.session.device_kept;
    let known = super::records::recognise(tx, account, citizen, arrival).await?;
    let id = known.unwrap_or_else(|| DeviceId::new(now, &account.chance));
    match known {
        Some(_) => super::records::device::see(tx, id, &label, now),
        None => {
            let digest = name.digest_for(citizen.as_bytes());
            super::records::device::insert(tx, id, (citizen, &digest), &label, now).await?;
        }
    }
    Ok(Noted { id, is_new: known.is_none(), label, cookie: cookie.set(&name, Some(kept)) })
}
