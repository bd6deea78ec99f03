//! The sandbox plays everyone outside over the real wire: the SMS centre (SMPP), the operator
//! (CAMARA), the mail server (SMTP), the officials' sign-in (OpenID Connect), and the handsets and mailboxes of invented citizens.
//!
//! Nothing of the rest of the program knows it: the demonstration, the journeys and the benches
//! point the same concrete clients at it that real use points at real parties. Its state lives in
//! memory, is bounded, and is driven by a JSON API (`/api/openapi.json`).

pub mod settings;
pub mod faults;
pub mod shelf;
mod door;
pub mod people;
pub mod world;
pub mod smsc;
pub mod telco;
pub mod mail;
pub mod openid;
mod api;
mod pages;

pub use settings::Settings;

use axum::Router;
use ground::{Chance, Clock, Fault};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The invented outside world with its parties.
pub struct Sandbox {
    /// What the parties share: people, faults, handsets, mailboxes.
    pub world: Arc<world::World>,
    /// The SMS centre.
    pub centre: Arc<smsc::Centre>,
    operator: Arc<telco::Operator>,
    officials: Arc<openid::Provider>,
    door: Arc<web::Door>,
}

impl Sandbox {
    /// A sandbox in which all parties are well and the invented citizens of the seed live.
    ///
    /// # Errors
    /// Texts of the pages that do not parse, or a library that makes no key.
    pub fn new(settings: Settings, clock: Clock, chance: Chance) -> Result<Arc<Self>, Fault> {
        let world = Arc::new(world::World::new(settings, clock, chance));
        let centre = Arc::new(smsc::Centre::new(Arc::clone(&world)));
        let operator = Arc::new(telco::Operator::new(Arc::clone(&world)));
        let officials = Arc::new(openid::Provider::new(Arc::clone(&world))?);
        let door = pages::door(&world)?;
        Ok(Arc::new(Self { world, centre, operator, officials, door }))
    }
}

/// Everything the sandbox answers over HTTP: the operator under `/telco`, the officials'
/// sign-in under `/openid`, the API under `/api`,
/// the pages under `/vi` and `/en`, and `/healthz`.
pub fn router(sandbox: &Arc<Sandbox>) -> Router {
    pages::routes(sandbox)
        .merge(telco::routes(Arc::clone(&sandbox.operator)))
        .merge(openid::routes(Arc::clone(&sandbox.officials)))
        .merge(api::routes(sandbox))
        .merge(web::health::routes(async || Ok(())))
}

/// Serves the SMS centre on a bound listener until `stop`.
pub async fn serve_smpp(listener: TcpListener, sandbox: Arc<Sandbox>, stop: CancellationToken) {
    smsc::serve(listener, Arc::clone(&sandbox.centre), stop).await;
}

/// Serves the mail server on a bound listener until `stop`.
pub async fn serve_smtp(listener: TcpListener, sandbox: Arc<Sandbox>, stop: CancellationToken) {
    mail::serve(listener, Arc::clone(&sandbox.world), stop).await;
}
