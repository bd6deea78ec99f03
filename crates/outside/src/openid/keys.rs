//! The keys of a provider: kept for an hour, asked for anew at most once a minute.

use super::refusal::OpenIdRefusal;
use super::wire::Wire;
use ground::jose::VerifyingKey;
use ground::{Clock, Moment, Span};
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long keys are believed without asking again.
const KEPT: Span = Span::from_hours(1);
/// How often they are asked for at most while there are some: anybody can invent names of keys.
const ASKED_AGAIN: Span = Span::from_minutes(1);
/// How often they are asked for while there are none.
const ASKED_FIRST: Span = Span::from_seconds(2);

/// The keys of one provider. Held while asking, so that one asks for all.
#[derive(Debug, Default)]
pub(super) struct Keys(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    keys: Arc<Vec<VerifyingKey>>,
    read_at: Option<Moment>,
    asked_at: Option<Moment>,
}

impl Keys {
    /// The keys among which the one with this name is, if the provider has it.
    pub(super) async fn with(
        &self,
        kid: Option<&str>,
        address: &str,
        wire: &Wire,
        clock: &Clock,
    ) -> Result<Arc<Vec<VerifyingKey>>, OpenIdRefusal> {
        let mut kept = self.0.lock().await;
        let now = clock.now();
        let is_known = kid.is_none_or(|kid| kept.keys.iter().any(|key| key.kid() == Some(kid)));
        let is_fresh = kept.read_at.is_some_and(|at| now.since(at) < KEPT);
        if is_known && is_fresh && !kept.keys.is_empty() {
            return Ok(Arc::clone(&kept.keys));
        }
        let waits = if kept.keys.is_empty() { ASKED_FIRST } else { ASKED_AGAIN };
        if kept.asked_at.is_none_or(|at| now.since(at) >= waits) {
            let said = wire.get(address).await;
            kept.asked_at = Some(clock.now());
            if let Some(keys) = said.ok().as_ref().and_then(read) {
                (kept.keys, kept.read_at) = (Arc::new(keys), Some(now));
            }
        }
        match kept.keys.is_empty() {
            true => Err(OpenIdRefusal::Unreachable),
            false => Ok(Arc::clone(&kept.keys)),
        }
    }
}

fn read(said: &Value) -> Option<Vec<VerifyingKey>> {
    VerifyingKey::from_set(said).filter(|keys| !keys.is_empty())
}
