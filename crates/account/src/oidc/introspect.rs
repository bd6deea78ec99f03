//! Introspection (RFC 7662) and revocation (RFC 7009): a client asks about its own tokens, and
//! gives them back. About other clients' tokens it learns nothing.

use super::client_proof;
use super::grant::{self, Access, Refresh};
use super::id_token::seconds;
use super::opaque;
use super::parameters::Parameters;
use super::provider::OpenId;
use super::pushed::unreadable;
use super::refusal::{Code, Said, json_never_kept, refused};
use crate::client::Client;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use ground::{Fault, Moment};
use serde_json::{Value, json};
use std::sync::Arc;
use store::in_transaction;

use super::refusal::NotSaid;

/// One of a client's own tokens.
enum Own {
    Access(Access),
    Refresh(Refresh),
}

/// Whether a token is valid, and what it is for.
pub(super) async fn introspect(State(openid): State<OpenId>, request: Request) -> Said {
    let (client, token, now) = read(&openid, request).await?;
    let told = match own(&openid, &client, &token, now).await? {
        None => json!({ "active": false }),
        Some(Own::Access(token)) => {
            let sub = match &token.grant {
                Some(grant) => openid.keys().await?.subject(&client.sector, grant.citizen),
                None => client.id.clone(),
            };
            let kind = if token.bound_to.is_some() { "DPoP" } else { "Bearer" };
            let mut told =
                facts(&openid, &client, &token.scope, &sub, [token.issued_at, token.expires_at]);
            told["token_type"] = kind.into();
            if let Some(bound_to) = token.bound_to {
                told["cnf"] = json!({ "jkt": bound_to });
            }
            told
        }
        Some(Own::Refresh(token)) => {
            let sub = openid.keys().await?.subject(&client.sector, token.grant.citizen);
            let scope = token.grant.terms.request.scopes.join(" ");
            facts(&openid, &client, &scope, &sub, [token.issued_at, token.expires_at])
        }
    };
    Ok(json_never_kept(&told))
}

fn facts(openid: &OpenId, client: &Client, scope: &str, sub: &str, times: [Moment; 2]) -> Value {
    let [iat, exp] = times.map(seconds);
    let (iss, client_id) = (openid.issuer(), &client.id);
    json!({ "active": true, "iss": iss, "client_id": client_id, "sub": sub, "scope": scope,
            "iat": iat, "exp": exp })
}

/// Takes a token back; a refresh token with its whole grant (RFC 7009, 2.1). One that we do not
/// know is gone already (2.2).
pub(super) async fn revoke(State(openid): State<OpenId>, request: Request) -> Said {
    let (client, token, now) = read(&openid, request).await?;
    let account = &openid.account;
    if let Some(own) = own(&openid, &client, &token, now).await? {
        in_transaction!(account.store, |tx| {
            match &own {
                Own::Access(_) => grant::forget_access(tx, &opaque::digest(&token)),
                Own::Refresh(refresh) => grant::revoke(tx, refresh.grant.id, now),
            }
            Ok(())
        })?;
    }
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::OK, headers, Body::empty()).into_response())
}

async fn read(openid: &OpenId, request: Request) -> Result<(Arc<Client>, String, Moment), NotSaid> {
    let now = openid.account.clock.now();
    let (parts, body) = request.into_parts();
    let all = Parameters::of_body(&parts.headers, body).await.map_err(unreadable)?;
    let client = client_proof::authenticate(openid, &parts.headers, &all, now).await?;
    let token = all.get("token").ok_or(refused(Code::InvalidRequest, "token is missing"))?;
    Ok((client, token.to_owned(), now))
}

async fn own(
    openid: &OpenId,
    client: &Client,
    token: &str,
    now: Moment,
) -> Result<Option<Own>, Fault> {
    let account = &openid.account;
    let Some(digest) = opaque::known(token) else { return Ok(None) };
    if let Some(access) = grant::access(account, &digest, now).await? {
        return Ok(Some(access).filter(|access| access.client == client.id).map(Own::Access));
    }
    let refresh = grant::load_refresh(account.store.reader(), account, &digest, now).await?;
    let own = refresh.filter(|token| token.grant.client == client.id && token.used_at.is_none());
    Ok(own.map(Own::Refresh))
}
