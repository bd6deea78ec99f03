//! The access token: standing, or asked for by client credentials (RFC 6749, 4.4) and kept.
//!
//! Who needs a token while one is being asked for waits for that one answer and shares it, a
//! failure too: nobody waits in line for a token endpoint that is slow. A token that ends soon is
//! renewed while it still serves.

use super::settings::Settings;
use crate::http_client::{Party, body, http_client};
use ground::{Fault, Secret};
use reqwest::{Client, Url};
use serde::Deserialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// A token is renewed this long before it ends.
const RENEWED_BEFORE: Duration = Duration::from_secs(30);
/// A token is shown until this long before it ends, so that it does not end on the way.
const SHOWN_UNTIL_BEFORE: Duration = Duration::from_secs(5);
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
    Asked(Arc<Endpoint>),
}

#[derive(Debug)]
pub(super) struct Endpoint {
    client: Client,
    url: Url,
    client_id: String,
    client_secret: Secret,
    scope: String,
    /// Never held while asking.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Option<Kept>,
    /// The answer many wait for; its sender is gone once it has come, or never will.
    asking: Option<watch::Receiver<Option<Result<Secret, NoToken>>>>,
}

#[derive(Debug)]
struct Kept {
    token: Secret,
    renewed_from: Instant,
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
#[derive(Debug, Clone, Copy)]
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
        Ok(Self::Asked(Arc::new(Endpoint {
            client,
            url,
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            scope: settings.scope.clone(),
            state: Mutex::default(),
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

    /// Where tokens are asked for, if they are.
    pub(super) fn door(&self) -> Option<(&Client, &Url)> {
        match self {
            Self::Asked(endpoint) => Some((&endpoint.client, &endpoint.url)),
            Self::Unneeded | Self::Standing(_) => None,
        }
    }

    /// Forgets a token the operator refused. Says whether asking for another makes sense.
    pub(super) fn refused(&self, token: Option<&Secret>) -> bool {
        let Self::Asked(endpoint) = self else { return false };
        let mut state = endpoint.state();
        // Another request may have renewed it meanwhile.
        if state.kept.as_ref().map(|kept| &kept.token) == token {
            state.kept = None;
        }
        true
    }
}

impl Endpoint {
    async fn token(self: &Arc<Self>) -> Result<Secret, NoToken> {
        let mut asking = {
            let (mut state, now) = (self.state(), Instant::now());
            let kept = state.kept.as_ref().filter(|kept| now < kept.until);
            let kept = kept.map(|kept| (kept.token.clone(), now < kept.renewed_from));
            match kept {
                Some((token, true)) => return Ok(token),
                Some((token, false)) => {
                    self.join_asking(&mut state);
                    return Ok(token);
                }
                None => self.join_asking(&mut state),
            }
        };
        // An asking that broke drops its sender.
        let answered = asking.wait_for(Option::is_some).await.map_err(|_| NoToken)?;
        answered.clone().unwrap_or(Err(NoToken))
    }

    /// The asking under way; begun where there is none. It goes on when those who wait for it give
    /// up, and the client's own timeout ends it.
    fn join_asking(
        self: &Arc<Self>,
        state: &mut State,
    ) -> watch::Receiver<Option<Result<Secret, NoToken>>> {
        if let Some(asking) = state.asking.as_ref().filter(|asking| asking.has_changed().is_ok()) {
            return asking.clone();
        }
        let (answered, asking) = watch::channel(None);
        state.asking = Some(asking.clone());
        let endpoint = Arc::clone(self);
        tokio::spawn(async move {
            let answer = endpoint.ask().await.map(|granted| endpoint.keep(granted));
            answered.send_replace(Some(answer));
        });
        asking
    }

    fn keep(&self, granted: Granted) -> Secret {
        let lasts = Duration::from_secs(granted.expires_in.unwrap_or(UNSAID).min(LONGEST));
        let (now, token) = (Instant::now(), Secret::new(granted.access_token));
        self.state().kept = Some(Kept {
            token: token.clone(),
            renewed_from: now + lasts.saturating_sub(RENEWED_BEFORE),
            until: now + lasts.saturating_sub(SHOWN_UNTIL_BEFORE),
        });
        token
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
