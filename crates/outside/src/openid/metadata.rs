//! What a provider says about itself (OpenID Connect Discovery 1.0): asked once an hour, or not at
//! all where the settings say it.

use super::refusal::{Doubt, OpenIdRefusal};
use super::settings::Settings;
use super::wire::Wire;
use ground::{Clock, Moment, Span};
use serde::Deserialize;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// How long what it said is believed without asking again.
const KEPT: Span = Span::from_hours(1);
/// How long after it answered a browser is led there without asking again.
const LATELY: Span = Span::from_seconds(10);
/// How long after it could not be reached it is not asked again: whoever waited behind the one who
/// asked gets that answer, instead of waiting as long once more.
const NOT_ASKED_AGAIN: Span = Span::from_seconds(2);

/// Where a provider is to be spoken to.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    pub(super) userinfo_endpoint: Option<String>,
    pub(super) end_session_endpoint: Option<String>,
    #[serde(default, rename = "authorization_response_iss_parameter_supported")]
    pub(super) says_issuer: bool,
}

/// What a question about a provider is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// A browser is to be led there: whoever comes to a provider that is away sees no page at all,
    /// so it must have answered lately.
    Leading,
    /// We speak to it ourselves, and see whether it answers.
    Speaking,
    /// A worker looks how it is. Where it does not answer, nobody else is kept from asking again at
    /// once: a provider that starts beside us is there in a moment.
    Looking,
}

/// The metadata of one provider.
#[derive(Debug)]
pub(super) enum Known {
    /// It stands in the settings.
    Written(Arc<Metadata>),
    /// It is asked for.
    Asked(Asked),
}

/// What was said last, and the turn to ask anew: one asks for all.
#[derive(Debug, Default)]
pub(super) struct Asked {
    kept: RwLock<Kept>,
    asking: Mutex<()>,
}

#[derive(Debug, Clone, Default)]
struct Kept {
    metadata: Option<(Arc<Metadata>, Moment)>,
    failed: Option<(OpenIdRefusal, Moment)>,
}

impl Asked {
    fn kept(&self) -> Kept {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, kept: Kept) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = kept;
    }
}

impl Kept {
    /// What was said, where it serves for this without asking again.
    fn serving(&self, what: For, now: Moment) -> Option<Arc<Metadata>> {
        let serves = match what {
            For::Leading | For::Looking => LATELY,
            For::Speaking => KEPT,
        };
        let (metadata, at) = self.metadata.as_ref()?;
        (now.since(*at) < serves).then(|| Arc::clone(metadata))
    }
}

impl Known {
    pub(super) fn of(settings: &Settings) -> Self {
        let Settings { authorization_endpoint, token_endpoint, jwks_uri, .. } = settings;
        match (authorization_endpoint, token_endpoint, jwks_uri) {
            (Some(authorization), Some(token), Some(keys)) => Self::Written(Arc::new(Metadata {
                issuer: settings.issuer.clone(),
                authorization_endpoint: authorization.clone(),
                token_endpoint: token.clone(),
                jwks_uri: keys.clone(),
                userinfo_endpoint: settings.userinfo_endpoint.clone(),
                end_session_endpoint: settings.end_session_endpoint.clone(),
                says_issuer: false,
            })),
            _ => Self::Asked(Asked::default()),
        }
    }

    /// The metadata. Where the provider cannot be asked now, what it said last serves for speaking
    /// to it.
    pub(super) async fn get(
        &self,
        what: For,
        settings: &Settings,
        wire: &Wire,
        clock: &Clock,
    ) -> Result<Arc<Metadata>, OpenIdRefusal> {
        let asked = match self {
            Self::Written(metadata) => return Ok(Arc::clone(metadata)),
            Self::Asked(asked) => asked,
        };
        if let Some(metadata) = asked.kept().serving(what, clock.now()) {
            return Ok(metadata);
        }
        let _turn = asked.asking.lock().await;
        let (kept, now) = (asked.kept(), clock.now());
        if let Some(metadata) = kept.serving(what, now) {
            return Ok(metadata);
        }
        let last = kept.metadata.as_ref().filter(|_| what == For::Speaking);
        let last = last.map(|(metadata, _)| Arc::clone(metadata));
        if let Some((refusal, at)) = kept.failed
            && now.since(at) < NOT_ASKED_AGAIN
        {
            return last.ok_or(refusal);
        }
        match discover(settings, wire).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                asked.keep(Kept { metadata: Some((Arc::clone(&metadata), now)), failed: None });
                Ok(metadata)
            }
            Err(refusal) => {
                if what != For::Looking {
                    asked.keep(Kept { failed: Some((refusal, clock.now())), ..kept });
                }
                last.ok_or(refusal)
            }
        }
    }

    /// What the settings say of it, where they say everything.
    pub(super) fn written(&self) -> Option<&Metadata> {
        match self {
            Self::Written(metadata) => Some(metadata),
            Self::Asked(_) => None,
        }
    }

    /// What is known of it without asking or waiting.
    pub(super) fn at_hand(&self) -> Option<Arc<Metadata>> {
        match self {
            Self::Written(metadata) => Some(Arc::clone(metadata)),
            Self::Asked(asked) => asked.kept().metadata.map(|(metadata, _)| metadata),
        }
    }
}

/// Asks. The issuer must be the one of the settings, byte for byte (Discovery, 4.3).
async fn discover(settings: &Settings, wire: &Wire) -> Result<Metadata, OpenIdRefusal> {
    let issuer = settings.issuer.trim_end_matches('/');
    let said = wire.get(&format!("{issuer}/.well-known/openid-configuration")).await?;
    let said: Metadata = serde_json::from_value(said).map_err(|_| OpenIdRefusal::Unreachable)?;
    if said.issuer != settings.issuer {
        return Err(Doubt::Issuer.into());
    }
    wire.address(&said.authorization_endpoint)?;
    if let Some(address) = &said.end_session_endpoint {
        wire.address(address)?;
    }
    Ok(said)
}
