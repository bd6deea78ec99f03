//! What the first press of a form's button led to, for whoever pressed it twice; and what is said
//! of a number that cannot be one.

use super::records;
use super::steps::RecoveryId;
use crate::account::Shared;
use crate::challenge;
use civic::citizen_number::IdentityNumberRefusal;
use credentials::challenge::SpentId;
use web::{Arrival, Broken};

/// How the outcome of a form begins that led to a recovery.
const LED_TO: &str = "started ";
/// How the outcome of a form begins that a limit refused.
const LIMIT: &str = "limit ";

/// What a first press led to.
pub(super) enum Pressed {
    /// To this page.
    LedTo(String),
    /// To a limit that reopens then.
    Limit(String),
    /// To nothing that is known yet.
    Nothing,
}

/// The outcome of a form that led to a recovery.
pub(super) fn led_to(id: RecoveryId) -> String {
    format!("{LED_TO}{id}")
}

/// The outcome of a form that a limit refused.
pub(super) fn limit(reopens: &str) -> String {
    format!("{LIMIT}{reopens}")
}

/// Waits for what the first press led to.
pub(super) async fn first(
    account: &Shared,
    arrival: &Arrival,
    form: SpentId,
) -> Result<Pressed, Broken> {
    let outcome = challenge::first_press(account, form).await?.unwrap_or_default();
    if let Some(id) = outcome.strip_prefix(LED_TO).and_then(|id| id.parse().ok()) {
        let held = records::here(account, id, arrival).await?;
        return Ok(Pressed::LedTo(held.state.page().path(id)));
    }
    let reopens = outcome.strip_prefix(LIMIT);
    Ok(reopens.map_or(Pressed::Nothing, |reopens| Pressed::Limit(reopens.to_owned())))
}

/// What is to be said about a number that cannot be one.
pub(super) fn complaint(refusal: &IdentityNumberRefusal) -> &'static str {
    match refusal {
        IdentityNumberRefusal::Empty => "registration-identity-empty",
        IdentityNumberRefusal::NotDigits => "registration-identity-digits",
        IdentityNumberRefusal::WrongLength { .. } => "registration-identity-length",
        IdentityNumberRefusal::Impossible => "registration-identity-impossible",
        IdentityNumberRefusal::OldNotAccepted => "registration-identity-old",
    }
}
