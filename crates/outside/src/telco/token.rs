//! The access token: standing, or asked for by client credentials (RFC 6749, 4.4) and kept.

use super::settings::Settings;
use crate::http_client::{Party, body, http_client};
use ground::{Fault, Secret};
use reqwest::{Client, Url};
use serde::Deserialize;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// A token is renewed this long before it ends, so that it does not end on the way.
const MARGIN: Duration = Duration::from_secs(30);
/// How long a token is kept whose answer does not say (RFC 6749 only recommends `expires_in`).
const UNSAID: u64 = 300;
/// The longest a token is kept, whatever the answer says: one day.
const LONGEST: u64 = 86_400;

/// Where tokens come from.
#[derive(Debug)]
pub(super) enum Tokens {
    /// The operator asks for none.
    Unneeded,
    /// One that stands in the settings.
    Standing(Secret),
    /// Asked for, and kept until they end.
    Asked(Box<Endpoint>),
}

#[derive(Debug)]
pub(super) struct Endpoint {
    client: Client,
    url: Url,
    client_id: String,
    client_secret: Secret,
    scope: String,
    /// Held while asking, so that many requests ask once.
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug)]
struct Kept {
    token: Secret,
    until: Instant,
}

/// The answer. The token is no `Secret` yet: that type reads `file:…` from the disk when it is
/// deserialised, which is for settings and not for strangers.
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: Option<u64>,
}

/// No token could be had.
#[derive(Debug)]
pub(super) struct NoToken;

impl Tokens {
    pub(super) fn new(settings: &Settings) -> Result<Self, Fault> {
        let Some(token_url) = &settings.token_url else {
            return Ok(settings.token.clone().map_or(Self::Unneeded, Self::Standing));
        };
        let (client, url) = http_client(&Party {
            address: token_url,
            timeout: settings.timeout,
            ca_file: settings.ca_file.as_deref(),
            public_only: settings.public_only,
        })?;
        Ok(Self::Asked(Box::new(Endpoint {
            client,
            url,
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            scope: settings.scope.clone(),
            kept: Mutex::new(None),
        })))
    }

    /// The token to show; `None` where none is needed.
    pub(super) async fn token(&self) -> Result<Option<Secret>, NoToken> {
        match self {
            Self::Unneeded => Ok(None),
            Self::Standing(token) => Ok(Some(token.clone())),
            Self::Asked(endpoint) => endpoint.token().await.map(Some),
        }
    }

    /// Forgets a token the operator refused. Says whether asking for another makes sense.
    pub(super) async fn refused(&self, token: Option<&Secret>) -> bool {
        let Self::Asked(endpoint) = self else { return false };
        let mut kept = endpoint.kept.lock().await;
        // Another request may have renewed it meanwhile.
        if kept.as_ref().map(|kept| &kept.token) == token {
            *kept = None;
        }
        true
    }
}

impl Endpoint {
    async fn token(&self) -> Result<Secret, NoToken> {
        let mut kept = self.kept.lock().await;
        let now = Instant::now();
        if let Some(kept) = kept.as_ref().filter(|kept| now < kept.until) {
            return Ok(kept.token.clone());
        }
        *kept = None;
        let granted = self.ask().await?;
        let lasts = Duration::from_secs(granted.expires_in.unwrap_or(UNSAID).min(LONGEST));
        let until = now + lasts.saturating_sub(MARGIN);
        let token = Secret::new(granted.access_token);
        *kept = Some(Kept { token: token.clone(), until });
        Ok(token)
    }

    async fn ask(&self) -> Result<Granted, NoToken> {
        let form = [("grant_type", "client_credentials"), ("scope", self.scope.as_str())];
        let request = self
            .client
            .post(self.url.clone())
            .basic_auth(&self.client_id, Some(self.client_secret.reveal()))
            .form(&form);
        let response = request.send().await.map_err(|_| NoToken)?;
        if !response.status().is_success() {
            tracing::warn!(status = response.status().as_u16(), "the operator gave no token");
            return Err(NoToken);
        }
        let answer = body(response).await.map_err(|_| NoToken)?;
        serde_json::from_slice(&answer).map_err(|_| NoToken)
    }
}
