//! A client asks that somebody be signed out (OpenID Connect RP-Initiated Logout, 2). Who brings an
//! ID token of this very session is believed; otherwise the person is asked.

use super::confirm;
use crate::client::Client;
use crate::oidc::parameters::{self, Parameters};
use crate::oidc::provider::{OpenId, Provider};
use crate::oidc::request::check::{self, Hint, Ours, Unanswerable};
use crate::oidc::{LOGOUT, answer, unanswerable};
use crate::session::{self, Session, Why};
use axum::body::Body;
use axum::extract::{RawQuery, Request, State};
use axum::response::Response;
use ground::{Fault, Moment};
use std::sync::Arc;
use store::in_transaction;
use web::page::see_other;
use web::{Answer, Arrival, Language, Page};

/// What a client asks for, checked.
pub(super) struct Asked {
    client: Option<Arc<Client>>,
    hint: Option<Hint>,
    /// Where the person is led afterwards; one of the client's own addresses.
    pub(super) next: Option<String>,
    state: Option<String>,
}

/// A request that comes by GET.
pub(in crate::oidc) async fn arrive(
    State(openid): State<OpenId>,
    RawQuery(query): RawQuery,
    mut arrival: Arrival,
) -> Answer {
    let query = query.unwrap_or_default();
    let asked = match read(&openid, &query).await? {
        Ok(asked) => asked,
        Err(why) => return unanswerable::draw(&arrival.page, why),
    };
    let named = Parameters::read(query.as_bytes()).unwrap_or_default();
    let named = named.get("ui_locales").unwrap_or_default();
    arrival.page.language = Language::from_code(named).unwrap_or(Language::Vi);
    let account = &openid.account;
    let Some(session) = session::present(account, &arrival).await? else {
        return Ok(asked.leads_on(&arrival.page));
    };
    let keys = openid.keys().await?;
    let is_its_own =
        asked.hint.as_ref().is_some_and(|hint| hint.sid == keys.session(&hint.client, session.id));
    if !is_its_own {
        return Ok(arrival.page.go(&format!("{}?{query}", confirm::PATH)));
    }
    end(&openid, &session, arrival.now).await?;
    Ok(session::forgotten(account, asked.leads_on(&arrival.page)))
}

/// A request that comes by POST, from another site and so without our cookies: it goes on as a GET.
pub(in crate::oidc) async fn arrive_by_post(arrival: Arrival, request: Request) -> Answer {
    let (parts, body): (_, Body) = request.into_parts();
    let Ok(form) = parameters::form(&parts.headers, body).await else {
        return unanswerable::draw(&arrival.page, Unanswerable::Form);
    };
    let fields = form_urlencoded::parse(&form);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Ok(see_other(&format!("{LOGOUT}?{query}")))
}

/// Reads a request: the client is named by its ID token or by itself, and both must agree.
pub(super) async fn read(
    provider: &Provider,
    query: &str,
) -> Result<Result<Asked, Unanswerable>, Fault> {
    let Ok(all) = Parameters::read(query.as_bytes()) else { return Ok(Err(Unanswerable::Form)) };
    if all.repeats() {
        return Ok(Err(Unanswerable::Form));
    }
    let (clients, keys) = (&provider.account.clients, provider.keys().await?);
    let ours = Ours {
        clients,
        issuer: provider.issuer(),
        keys: keys.public().collect(),
        language: Language::Vi,
    };
    let hint = match all.get("id_token_hint").map(|hint| check::hint_of(hint, &ours)) {
        Some(None) => return Ok(Err(Unanswerable::Hint)),
        hint => hint.flatten(),
    };
    let named = all.get("client_id");
    if let (Some(hint), Some(named)) = (&hint, named)
        && hint.client != named
    {
        return Ok(Err(Unanswerable::Hint));
    }
    let id = named.or(hint.as_ref().map(|hint| hint.client.as_str()));
    let client = id.map(|id| clients.find(id).ok_or(Unanswerable::Client)).transpose();
    let client = match client {
        Ok(client) => client,
        Err(why) => return Ok(Err(why)),
    };
    let next = all.get("post_logout_redirect_uri");
    let is_theirs = |next: &str| client.as_ref().is_some_and(|client| client.leads_on_to(next));
    if next.is_some_and(|next| !is_theirs(next)) {
        return Ok(Err(Unanswerable::RedirectUri));
    }
    let (next, state) = (next.map(str::to_owned), all.get("state").map(str::to_owned));
    Ok(Ok(Asked { client, hint, next, state }))
}

impl Asked {
    /// Where the person goes afterwards: where the client wants them, or to a page of ours.
    pub(super) fn leads_on(&self, page: &Page) -> Response {
        let state = self.state.as_deref().map(|state| ("state", state));
        match &self.next {
            Some(next) => see_other(&answer::with_query(next, state)),
            None => page.go("/da-dang-xuat"),
        }
    }

    /// Who asks.
    pub(super) fn client(&self) -> Option<&Client> {
        self.client.as_deref()
    }
}

/// Ends the session; its clients are told by a job.
pub(super) async fn end(provider: &Provider, session: &Session, now: Moment) -> Result<(), Fault> {
    let account = &provider.account;
    in_transaction!(account.store, |tx| {
        session::end(tx, account, session.id, Why::SignedOut, now).await
    })?;
    Ok(())
}
