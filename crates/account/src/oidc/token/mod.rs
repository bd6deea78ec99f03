//! The token endpoint (RFC 6749, 3.2): a client trades a code, a refresh token or its own proof for
//! tokens.

mod by_client;
mod by_code;
mod by_refresh;
mod issue;

use super::TOKEN;
use super::client_proof;
use super::dpop;
use super::parameters::Parameters;
use super::provider::OpenId;
use super::pushed::unreadable;
use super::refusal::{Code, Said, refused};
use crate::client::Client;
use crate::settings::openid::GrantKind;
use axum::extract::{Request, State};
use axum::http::Method;
use ground::Moment;
use std::sync::Arc;

/// What a client sent, once it proved who it is.
struct Trade<'a> {
    openid: &'a OpenId,
    client: Arc<Client>,
    all: Parameters,
    /// The thumbprint of the key that it proved to hold.
    bound_to: Option<String>,
    now: Moment,
}

/// Answers with tokens, or with why not.
pub(super) async fn trade(State(openid): State<OpenId>, request: Request) -> Said {
    let now = openid.account.clock.now();
    let (parts, body) = request.into_parts();
    let all = Parameters::of_body(&parts.headers, body).await.map_err(unreadable)?;
    let client = client_proof::authenticate(&openid, &parts.headers, &all, now).await?;
    let bound_to = dpop::proved(&openid, &parts.headers, (&Method::POST, TOKEN), None, now).await?;
    if client.is_fapi() && bound_to.is_none() {
        let why = "this client must prove a key with each request (DPoP)";
        return Err(refused(Code::InvalidDpopProof, why).into());
    }
    let kind = match all.get("grant_type") {
        Some("authorization_code") => GrantKind::AuthorizationCode,
        Some("refresh_token") => GrantKind::RefreshToken,
        Some("client_credentials") => GrantKind::ClientCredentials,
        Some(_) => {
            return Err(refused(Code::UnsupportedGrantType, "no such grant_type here").into());
        }
        None => return Err(refused(Code::InvalidRequest, "grant_type is missing").into()),
    };
    if !client.may(kind) {
        let why = "this client may not use this grant_type";
        return Err(refused(Code::UnauthorizedClient, why).into());
    }
    let trade = Trade { openid: &openid, client, all, bound_to, now };
    match kind {
        GrantKind::AuthorizationCode => by_code::trade(&trade).await,
        GrantKind::RefreshToken => by_refresh::trade(&trade).await,
        GrantKind::ClientCredentials => by_client::trade(&trade).await,
    }
}
