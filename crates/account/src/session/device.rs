//! Devices: a browser in which somebody has signed in completely before (OWASP device cookies).
//!
//! The browser carries one name for ever; beside each citizen stands a digest of that name and of
//! the citizen, so that the table does not tell who shares a browser.

use super::agent;
use crate::account::Account;
use crate::citizen::CitizenId;
use axum::http::HeaderValue;
use ground::{Fault, Moment};
use std::fmt;
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
    super::records::device::forget(tx, citizen, None).await
}

/// The browsers of a citizen are known no more, but this one.
///
/// # Errors
/// A database that is away.
pub async fn forget_others(tx: &Tx, citizen: CitizenId, but: DeviceId) -> Result<(), Fault> {
    super::records::device::forget(tx, citizen, Some(but)).await
}

/// One browser of a citizen is known no more.
///
/// # Errors
/// A database that is away.
pub async fn forget_one(tx: &Tx, citizen: CitizenId, device: DeviceId) -> Result<(), Fault> {
    super::records::device::forget_one(tx, citizen, device).await
}

/// Whether a citizen has never signed in with any browser that is still known.
///
/// # Errors
/// A database that is away.
pub async fn has_no_device(tx: &Tx, citizen: CitizenId) -> Result<bool, Fault> {
    super::records::device::has_none(tx, citizen).await
}

/// What a citizen calls one of their browsers.
#[derive(Clone)]
pub struct DeviceName(String);

/// Why a text is no name of a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceNameRefusal {
    /// It is longer than 40 characters.
    TooLong,
    /// It holds characters nobody can read.
    ControlCharacter,
}

impl DeviceName {
    /// Reads what was typed; nothing where it is empty, which takes the name away.
    ///
    /// # Errors
    /// Why it is no name.
    pub fn parse(text: &str) -> Result<Option<Self>, DeviceNameRefusal> {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Err(DeviceNameRefusal::ControlCharacter);
        }
        match text.chars().count() {
            0 => Ok(None),
            1..=40 => Ok(Some(Self(text.to_owned()))),
            _ => Err(DeviceNameRefusal::TooLong),
        }
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeviceName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("DeviceName(…)")
    }
}

/// A browser a citizen has signed in with.
#[derive(Debug, Clone)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The browser in words: `Chrome, Android`.
    pub label: String,
    /// What the citizen calls it, if they gave it a name.
    pub name: Option<String>,
    /// When they signed in with it first.
    pub first_at: Moment,
    /// When they signed in with it last.
    pub seen_at: Moment,
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
