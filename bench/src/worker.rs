//! A program that gets tokens for itself: client credentials, proved by a signed assertion
//! (RFC 7523, 2.2).

use crate::citizen::{expect, fields};
use crate::wire::Wire;
use crate::{Site, Trouble, worker_key};
use ground::jose::SigningKey;
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How many assertions were made: no two have the same name.
static MADE: AtomicU64 = AtomicU64::new(0);

/// The client `worker` of `serve.toml`.
#[derive(Debug)]
pub struct Worker {
    key: SigningKey,
    issuer: String,
}

impl Worker {
    /// The worker of a site.
    ///
    /// # Errors
    /// Its key is not there.
    pub fn of(site: &Site) -> Result<Self, Trouble> {
        let key = worker_key::of(site.folder())?;
        Ok(Self { key, issuer: format!("http://localhost:{}", site.account()) })
    }

    /// Gets one token.
    ///
    /// # Errors
    /// It is refused.
    pub async fn asks_for_a_token(&self, wire: &mut Wire) -> Result<(), Trouble> {
        let now = now();
        let name = MADE.fetch_add(1, Ordering::Relaxed);
        let claims = json!({
            "iss": "worker", "sub": "worker", "aud": self.issuer,
            "jti": format!("assertion-{name}-{now}"), "iat": now, "exp": now + 60,
        });
        let made = self.key.sign("JWT", &claims);
        let assertion = made.map_err(|fault| Trouble::Wrong(fault.to_string()))?;
        let asked = fields(&[
            ("grant_type", "client_credentials"),
            ("client_assertion_type", KIND),
            ("client_assertion", &assertion),
        ]);
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        let reply = wire.exchange("POST", "/oauth2/token", kind, &asked).await?;
        expect(&reply, &[200], "a token for a program")
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench is a program of its own, with a clock")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
