//! Answers to a client through the person's browser: one of its own addresses, with what it asked
//! for or why not. Each names us (RFC 9207), so that a client of several providers is not confused.

use super::grant::{self, Grant, GrantId, Terms};
use super::logout;
use super::opaque;
use super::provider::Provider;
use super::refusal::Refusal;
use super::request::check::ToClient;
use super::request::{Request, RequestId, records};
use crate::session::Session;
use axum::response::Response;
use ground::{Fault, Moment, Span};
use serde_json::json;
use store::in_transaction;
use store::journal::{self, Entry};
use web::page::see_other;

/// How long a code without tokens is kept, so that a late replay is noticed.
const KEPT_WITHOUT_TOKENS: Span = Span::from_hours(1);

/// Gives the client its code, once: of two answers at once the second is none.
pub(super) async fn grant(
    provider: &Provider,
    request: &Request,
    waiting: Option<RequestId>,
    session: &Session,
    now: Moment,
) -> Result<Option<Response>, Fault> {
    let account = &provider.account;
    let code = opaque::draw(&account.chance);
    let grant = Grant {
        id: GrantId::new(now, &account.chance),
        client: request.client.clone(),
        citizen: session.citizen,
        session: session.id,
        expires_at: now.plus(KEPT_WITHOUT_TOKENS),
        terms: Terms { request: request.clone(), evidence: session.evidence.clone() },
    };
    let entry = Entry {
        at: now,
        actor: format!("citizen {}", session.citizen),
        subject: format!("citizen {}", session.citizen),
        event: "openid.granted",
        detail: json!({ "grant": grant.id, "client": request.client, "scopes": request.disclosed() }),
    };
    let is_first = in_transaction!(account.store, |tx| {
        if let Some(id) = waiting
            && !records::take(tx, id, now).await?
        {
            return Ok(false);
        }
        grant::insert(tx, account, &grant, opaque::digest(&code), now)?;
        logout::note_client(tx, session.id, &request.client, now);
        journal::append(tx, &entry, &account.chance);
        Ok(true)
    })?;
    metrics::counter!("openid_grants_total", "client" => request.client.clone()).increment(1);
    let answer = [("code", code.as_str())];
    let to = (request.redirect_uri.as_str(), request.state.as_deref());
    Ok(is_first.then(|| led_back(provider, to, &answer)))
}

/// Tells the client why not, and forgets its request.
pub(super) async fn refuse(
    provider: &Provider,
    request: &Request,
    waiting: Option<RequestId>,
    refusal: Refusal,
    now: Moment,
) -> Result<Response, Fault> {
    if let Some(id) = waiting {
        in_transaction!(provider.account.store, |tx| records::take(tx, id, now).await)?;
    }
    Ok(refused(
        provider,
        &ToClient {
            redirect_uri: request.redirect_uri.clone(),
            state: request.state.clone(),
            refusal,
        },
    ))
}

/// Tells the client why not (RFC 6749, 4.1.2.1).
pub(super) fn refused(provider: &Provider, to: &ToClient) -> Response {
    let answer = [("error", to.refusal.code.as_str()), ("error_description", to.refusal.why)];
    led_back(provider, (&to.redirect_uri, to.state.as_deref()), &answer)
}

fn led_back(
    provider: &Provider,
    (uri, state): (&str, Option<&str>),
    answer: &[(&str, &str)],
) -> Response {
    let state = state.map(|state| ("state", state));
    let all = answer.iter().copied().chain(state).chain([("iss", provider.issuer())]);
    see_other(&with_query(uri, all))
}

/// An address with more in its query; what stands in it already stays (RFC 6749, 3.1.2).
pub(super) fn with_query<'a>(
    uri: &str,
    all: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
    let part = match uri.split_once('?') {
        _ if query.is_empty() => "",
        None => "?",
        Some((_, before)) if before.is_empty() || before.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{uri}{part}{query}")
}
