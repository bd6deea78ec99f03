//! The officials' sign-in, as an OpenID provider (OpenID Connect Core 1.0, code flow only): one
//! picks an invented official instead of typing a password.
//!
//! It knows one client, which may be anywhere on this machine. With the fault `openid` it does
//! what a broken or hostile provider would, so that one sees what our client makes of it.

pub mod officials;
mod request;
mod signed;
mod token;
mod userinfo;
mod logout;

pub(crate) use request::Asked;

use crate::faults::OpenIdFault;
use crate::world::{World, held};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ground::{Fault, Moment, Span};
use officials::Official;
use serde_json::{Value, json};
use signed::Signing;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use web::{Language, Typed};

/// How many codes, tokens and sessions are known at once; the oldest go first.
const GRANTS_MAX: usize = 1_000;
/// How long a code may be redeemed.
const CODE_LIVES: Span = Span::from_seconds(60);

/// The officials' provider.
pub struct Provider {
    world: Arc<World>,
    signing: Signing,
    grants: Mutex<VecDeque<Grant>>,
}

/// One sign-in: its code, its access token, its session.
#[derive(Debug, Clone)]
struct Grant {
    official: Official,
    session: String,
    code: String,
    is_redeemed: bool,
    token: String,
    until: Moment,
    asked: Asked,
}

impl Provider {
    /// A provider in a world, with a key of its own.
    ///
    /// # Errors
    /// A library that makes no key.
    pub fn new(world: Arc<World>) -> Result<Self, Fault> {
        Ok(Self { world, signing: Signing::new()?, grants: Mutex::default() })
    }

    /// Its issuer identifier.
    fn issuer(&self) -> String {
        format!("{}/openid", self.world.settings.house.public_url)
    }

    fn fault(&self) -> OpenIdFault {
        self.world.faults().openid
    }

    fn draw(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.world.chance.bytes::<32>())
    }

    /// What an authorization request asks for, where it is of our client and comes back to this
    /// machine.
    pub(crate) fn asked(&self, query: &str) -> Option<Asked> {
        let typed = Typed::read(query.as_bytes()).ok()?;
        Asked::read(&typed, &self.world.settings.openid_client_id)
    }

    /// The address that leads back with a code for this official.
    pub(crate) fn admit(&self, asked: Asked, official: Official) -> String {
        let grant = Grant {
            official,
            session: self.draw(),
            code: self.draw(),
            is_redeemed: false,
            token: self.draw(),
            until: self.world.clock.now().plus(CODE_LIVES),
            asked,
        };
        let address = grant.asked.back(&self.answering_issuer(), &[("code", &grant.code)]);
        let mut grants = held(&self.grants);
        if grants.len() >= GRANTS_MAX {
            grants.pop_front();
        }
        grants.push_back(grant);
        address
    }

    /// The address that leads back without anybody.
    pub(crate) fn decline(&self, asked: &Asked) -> String {
        asked.back(&self.answering_issuer(), &[("error", "access_denied")])
    }

    /// Who it says it is when it answers through the browser.
    fn answering_issuer(&self) -> String {
        match self.fault() {
            OpenIdFault::WrongAnswerIssuer => "https://another.example".into(),
            _ => self.issuer(),
        }
    }
}

/// The provider's door, below `/openid`.
pub(crate) fn routes(provider: Arc<Provider>) -> Router {
    let inner = Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route(
            "/jwks",
            get(async |State(provider): State<Arc<Provider>>| said(provider.signing.jwks())),
        )
        .route("/authorize", get(authorize))
        .route("/token", post(token::issue))
        .route("/userinfo", get(userinfo::answer).post(userinfo::answer))
        .route("/end-session", get(logout::end_session))
        .route("/logouts", post(logout::send_all))
        .layer(DefaultBodyLimit::max(16 * 1024))
        .layer(from_fn_with_state(Arc::clone(&provider), be_ill))
        .with_state(provider);
    Router::new().nest("/openid", inner)
}

async fn be_ill(State(provider): State<Arc<Provider>>, request: Request, next: Next) -> Response {
    match provider.fault() {
        OpenIdFault::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        OpenIdFault::Slow => {
            tokio::time::sleep(provider.world.settings.slow_by.duration()).await;
        }
        OpenIdFault::Redirects => {
            let elsewhere = [("location", "http://localhost:9/")];
            return (StatusCode::TEMPORARY_REDIRECT, elsewhere).into_response();
        }
        OpenIdFault::Endless => return "{".repeat(3 << 20).into_response(),
        _ => {}
    }
    next.run(request).await
}

/// What it says about itself (OpenID Connect Discovery 1.0, 3).
async fn configuration(State(provider): State<Arc<Provider>>) -> Response {
    let issuer = provider.issuer();
    let at = |path: &str| format!("{issuer}{path}");
    said(json!({
        "issuer": match provider.fault() {
            OpenIdFault::WrongMetadataIssuer => "https://another.example",
            _ => &issuer,
        },
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/jwks"),
        "end_session_endpoint": at("/end-session"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
    }))
}

/// Leads to the page on which one picks an official.
async fn authorize(State(provider): State<Arc<Provider>>, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    match provider.asked(query) {
        Some(asked) => {
            let language = if asked.in_english() { Language::En } else { Language::Vi };
            web::page::see_other(&format!("/{}/cong-chuc?{query}", language.code()))
        }
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// An answer of 200 that is kept nowhere.
fn said(body: Value) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// A refusal as RFC 6749, 5.2 says.
fn refused(status: StatusCode, error: &'static str) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(json!({ "error": error }))).into_response()
}
