//! Access tokens: OAuth 2.0 client credentials (RFC 6749, 4.4), by Basic or in the body.

use super::Operator;
use super::answer::ok_header;
use crate::world::held;
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header::WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ground::Moment;
use serde::Deserialize;
use serde_json::json;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many tokens are known at once; the oldest go first.
const TOKENS_MAX: usize = 1_000;

/// What a token may be asked to allow.
const SCOPES: [&str; 5] =
    ["kyc-match:match", "sim-swap", "sim-swap:check", "sim-swap:retrieve-date", "openid"];

/// The tokens that were issued, oldest first.
#[derive(Debug, Default)]
pub(super) struct Tokens(VecDeque<Token>);

#[derive(Debug)]
struct Token {
    text: String,
    until: Moment,
    scopes: Vec<String>,
}

impl Tokens {
    /// The scopes of a token that lives.
    pub(super) fn scopes(&self, text: &str, now: Moment) -> Option<&[String]> {
        let token = self.0.iter().find(|token| token.text == text && now < token.until)?;
        Some(&token.scopes)
    }

    fn keep(&mut self, token: Token) {
        if self.0.len() >= TOKENS_MAX {
            self.0.pop_front();
        }
        self.0.push_back(token);
    }
}

/// What a client posts; a field it does not know is ignored (RFC 6749, 3.2).
#[derive(Debug, Deserialize)]
pub(super) struct Posted {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// `POST /oauth2/token`.
pub(super) async fn issue(
    State(operator): State<Arc<Operator>>,
    headers: HeaderMap,
    form: Result<Form<Posted>, FormRejection>,
) -> Response {
    let Ok(Form(posted)) = form else { return refuse("invalid_request", "a form is needed") };
    let settings = &operator.world.settings;
    let (id, secret) = match basic(&headers) {
        Some(pair) => pair,
        None => (posted.client_id.unwrap_or_default(), posted.client_secret.unwrap_or_default()),
    };
    if id != settings.telco_client_id || secret != settings.telco_client_secret.reveal() {
        return refuse("invalid_client", "unknown client or wrong secret");
    }
    match posted.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return refuse("unsupported_grant_type", "only client_credentials"),
        None => return refuse("invalid_request", "grant_type is missing"),
    }
    let asked = posted.scope.unwrap_or_else(|| SCOPES.join(" "));
    let scopes: Vec<String> = asked.split_whitespace().map(Into::into).collect();
    // A purpose (`dpv:…`) is part of CAMARA's scopes and allows nothing by itself.
    let known = |scope: &String| SCOPES.contains(&scope.as_str()) || scope.starts_with("dpv:");
    if !scopes.iter().all(known) {
        return refuse("invalid_scope", "a scope is unknown here");
    }
    let text = URL_SAFE_NO_PAD.encode(operator.world.chance.bytes::<32>());
    let until = operator.world.clock.now().plus(settings.token_lives);
    let answer = json!({
        "access_token": text, "token_type": "Bearer",
        "expires_in": settings.token_lives.as_seconds(), "scope": scopes.join(" "),
    });
    held(&operator.tokens).keep(Token { text, until, scopes });
    (StatusCode::OK, ok_header(), Json(answer)).into_response()
}

/// The name and secret a client shows in the header.
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (id.to_owned(), secret.to_owned()))
}

/// Refuses as RFC 6749, 5.2 says.
fn refuse(error: &str, description: &str) -> Response {
    let body = Json(json!({"error": error, "error_description": description}));
    match error {
        "invalid_client" => {
            let how = [(WWW_AUTHENTICATE, "Basic realm=\"operator\"")];
            (StatusCode::UNAUTHORIZED, ok_header(), how, body).into_response()
        }
        _ => (StatusCode::BAD_REQUEST, ok_header(), body).into_response(),
    }
}
