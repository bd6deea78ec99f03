//! A token that a client signed to prove who it is (RFC 7523, 3).

use crate::client::Client;
use crate::oidc::id_token::seconds;
use crate::oidc::once;
use crate::oidc::parameters::Parameters;
use crate::oidc::provider::Provider;
use crate::oidc::{PUSHED, TOKEN};
use ground::jose::{Algorithm, Compact};
use ground::{Fault, Moment, Span};
use serde_json::{Map, Value};
use std::sync::Arc;

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far clocks may differ, in seconds.
const SKEW: i64 = 60;

/// How long ahead an assertion may be valid, in seconds: so long its name is remembered.
const AHEAD_AT_MOST: i64 = 3600;

/// The client whose assertion this is, where it holds and was not used before.
pub(super) async fn believed(
    provider: &Provider,
    all: &Parameters,
    now: Moment,
) -> Result<Option<Arc<Client>>, Fault> {
    if all.get("client_assertion_type") != Some(KIND) {
        return Ok(None);
    }
    let Some(token) = all.get("client_assertion").and_then(Compact::parse) else { return Ok(None) };
    let named = token.unverified("sub").and_then(|id| provider.account.clients.find(id));
    let Some(client) = named else { return Ok(None) };
    // FAPI 2.0 Security Profile, 5.4.1.
    if client.is_fapi() && token.algorithm() == Algorithm::Rs256 {
        return Ok(None);
    }
    let Some(claims) = token.verified(client.keys()) else { return Ok(None) };
    let Some((name, until)) = holds(provider, &client, claims, now) else { return Ok(None) };
    let whose = format!("assertion {}", client.id);
    let is_first = once::spend(&provider.account, &whose, name, until).await?;
    Ok(is_first.then_some(client))
}

/// The name of an assertion that is right, and until when it is to be remembered.
fn holds<'c>(
    provider: &Provider,
    client: &Client,
    claims: &'c Map<String, Value>,
    now: Moment,
) -> Option<(&'c str, Moment)> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let time = |name: &str| {
        claims.get(name).map(|value| {
            // Times may have fractions (RFC 7519, 2); a cast of floats holds to the bounds.
            value.as_f64().map(|seconds| seconds as i64)
        })
    };
    let now_s = seconds(now);
    let expires = time("exp")??;
    let is_now = expires > now_s - SKEW && expires <= now_s + AHEAD_AT_MOST;
    let has_begun = |name| match time(name) {
        None => true,
        Some(begins) => begins.is_some_and(|begins| begins <= now_s + SKEW),
    };
    let is_theirs = text("iss") == Some(&client.id) && text("sub") == Some(&client.id);
    let is_for_us = is_audience(provider, client, claims.get("aud")?);
    let holds = is_now && has_begun("nbf") && has_begun("iat") && is_theirs && is_for_us;
    let name = text("jti").filter(|name| !name.is_empty())?;
    holds.then(|| {
        (name, Moment::from_unix_ms(expires.saturating_mul(1000)).plus(Span::from_seconds(SKEW)))
    })
}

/// Our issuer; for clients of the Basic profile also the door they send it to (OpenID Connect Core,
/// 9). FAPI 2.0, 5.3.2.1 takes the issuer alone, as a text.
fn is_audience(provider: &Provider, client: &Client, audience: &Value) -> bool {
    let doors = [provider.issuer().to_owned(), provider.at(TOKEN), provider.at(PUSHED)];
    let is_ours =
        |one: &Value| one.as_str().is_some_and(|one| doors.iter().any(|door| door == one));
    match audience {
        Value::String(one) if client.is_fapi() => one == provider.issuer(),
        Value::Array(all) if !client.is_fapi() => all.iter().any(is_ours),
        one => !client.is_fapi() && is_ours(one),
    }
}
