//! Pushed authorization requests (RFC 9126): a client sends its request to us itself, and the
//! browser carries nothing but a name for it.

use super::PUSHED;
use super::client_proof;
use super::dpop;
use super::opaque;
use super::parameters::{Parameters, Unreadable};
use super::provider::OpenId;
use super::refusal::{Code, NotSaid, Said, json_never_kept, refused};
use super::request::check::{self, Ours};
use super::request::records;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use serde_json::json;
use web::Language;

const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// The name of a pushed request, where this is one.
pub(super) fn name(request_uri: &str) -> Option<&str> {
    request_uri.strip_prefix(PREFIX)
}

/// Takes a request from its client.
pub(super) async fn push(State(openid): State<OpenId>, request: Request) -> Said {
    let now = openid.account.clock.now();
    let (parts, body) = request.into_parts();
    let all = Parameters::of_body(&parts.headers, body).await.map_err(unreadable)?;
    let client = client_proof::authenticate(&openid, &parts.headers, &all, now).await?;
    let proved = dpop::proved(&openid, &parts.headers, (&Method::POST, PUSHED), None, now).await?;
    let keys = openid.keys().await?;
    let ours = Ours {
        clients: &openid.account.clients,
        issuer: openid.issuer(),
        keys: keys.public().collect(),
        language: Language::Vi,
    };
    let mut asked = check::pushed(&all, &client, &ours)?;
    // RFC 9449, 10.1: a proof and a thumbprint must name the same key.
    if proved.is_some() && asked.bound_to.is_some() && proved != asked.bound_to {
        return Err(refused(Code::InvalidDpopProof, "dpop_jkt is another key's").into());
    }
    asked.bound_to = proved.or(asked.bound_to);
    let name = opaque::draw(&openid.account.chance);
    records::push(&openid.account, &opaque::digest(&name), &asked, now).await?;
    let lives = openid.account.settings.openid.pushed_request.as_seconds();
    let body = json!({ "request_uri": format!("{PREFIX}{name}"), "expires_in": lives });
    let mut response = json_never_kept(&body);
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// What is said about a body that cannot be read.
pub(super) fn unreadable(why: Unreadable) -> NotSaid {
    let why = match why {
        Unreadable::TooLong => "the request is longer than 16 KiB",
        Unreadable::NoForm => "application/x-www-form-urlencoded would be right",
    };
    refused(Code::InvalidRequest, why).into()
}
