//! The sandbox plays everyone outside over the real wire: the SMS centre (SMPP), the operator
//! (CAMARA), the mail server (SMTP), and the handsets and mailboxes of invented citizens.
//!
//! Nothing of the rest of the program knows it: the demonstration, the journeys and the benches
//! point the same concrete clients at it that real use points at real parties. Its state lives in
//! memory, is bounded, and is driven by a JSON API (`/api/openapi.json`).

pub mod settings;
pub mod faults;
pub mod shelf;
pub mod people;
pub mod world;
pub mod smsc;
pub mod telco;
pub mod mail;
pub mod api;

pub use mail::serve_smtp;
pub use settings::Settings;
pub use smsc::serve_smpp;
pub use world::Sandbox;

use axum::Router;
use std::sync::Arc;

/// Everything the sandbox answers over HTTP: the operator under `/telco` and the API under `/api`.
pub fn router(sandbox: &Arc<Sandbox>) -> Router {
    Router::new().merge(telco::routes(sandbox)).merge(api::routes(sandbox))
}
