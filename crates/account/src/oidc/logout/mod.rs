//! Signing out: at the wish of a client (OpenID Connect RP-Initiated Logout), and every client that
//! the session signed in to is told (OpenID Connect Back-Channel Logout).

mod records;
pub(super) mod asked;
pub(super) mod confirm;
pub(super) mod back_channel;

pub(super) use records::{note_client, sweep};
