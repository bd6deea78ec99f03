//! The token endpoint: a code becomes an ID token and an access token, once.

use super::{Grant, Provider, refused, said};
use crate::faults::OpenIdFault;
use crate::telco::basic;
use crate::world::held;
use axum::extract::rejection::RawFormRejection;
use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use ground::Span;
use ground::jose::sha256;
use serde_json::json;
use std::sync::Arc;
use web::Typed;

/// How long an ID token is good.
const TOKEN_LIVES: Span = Span::from_minutes(5);

/// `POST /openid/token`.
pub(super) async fn issue(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    form: Result<RawForm, RawFormRejection>,
) -> Response {
    let invalid = || refused(StatusCode::BAD_REQUEST, "invalid_request");
    let Some(typed) = form.ok().and_then(|RawForm(form)| Typed::read(&form).ok()) else {
        return invalid();
    };
    let in_body = || (typed.get("client_id").into(), typed.get("client_secret").into());
    let (id, secret): (String, String) = basic(&headers).unwrap_or_else(in_body);
    let settings = &provider.world.settings;
    if id != settings.openid_client_id || secret != settings.openid_client_secret.reveal() {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if typed.get("grant_type") != "authorization_code" {
        return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    match redeem(&provider, &typed) {
        Some(grant) => answer(&provider, &grant),
        None => refused(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}

/// The sign-in a code stands for: once, in time, for who asked for it.
fn redeem(provider: &Provider, typed: &Typed) -> Option<Grant> {
    let now = provider.world.clock.now();
    let mut grants = held(&provider.grants);
    let grant = grants.iter_mut().find(|grant| grant.code == typed.get("code"))?;
    let challenge = &grant.asked.challenge;
    let is_bound = challenge.is_empty() || *challenge == sha256(typed.get("code_verifier"));
    let is_good = !grant.is_redeemed
        && grant.until > now
        && is_bound
        && grant.asked.redirect_uri == typed.get("redirect_uri");
    grant.is_redeemed = true;
    is_good.then(|| grant.clone())
}

fn answer(provider: &Provider, grant: &Grant) -> Response {
    let fault = provider.fault();
    let now = provider.world.clock.now();
    let (at, until) = match fault {
        OpenIdFault::Expired => (now.minus(Span::from_hours(2)), now.minus(Span::from_hours(1))),
        _ => (now, now.plus(TOKEN_LIVES)),
    };
    let mut claims = json!({
        "iss": provider.issuer(),
        "sub": grant.official.subject,
        "aud": provider.world.settings.openid_client_id,
        "iat": at.unix_ms() / 1000,
        "exp": until.unix_ms() / 1000,
        "auth_time": at.unix_ms() / 1000,
        "sid": grant.session,
        "name": grant.official.name,
    });
    if !grant.asked.nonce.is_empty() {
        claims["nonce"] = grant.asked.nonce.clone().into();
    }
    match fault {
        OpenIdFault::WrongIssuer => claims["iss"] = "https://another.example".into(),
        OpenIdFault::WrongAudience => claims["aud"] = "another".into(),
        OpenIdFault::WrongNonce => claims["nonce"] = "of-another-attempt".into(),
        OpenIdFault::EmptySubject => claims["sub"] = "".into(),
        OpenIdFault::WrongTokenHash => claims["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA".into(),
        _ => {}
    }
    match provider.signing.sign("JWT", &claims, fault) {
        Ok(id_token) => said(json!({
            "access_token": grant.token, "token_type": "Bearer", "id_token": id_token,
            "expires_in": TOKEN_LIVES.as_seconds(),
        })),
        Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
    }
}
