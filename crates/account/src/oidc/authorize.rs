//! The authorization endpoint (OpenID Connect Core, 3.1.2): a client sends a person here, and gets
//! them back with a code, or with the reason why not.

use super::parameters::{self, Parameters};
use super::provider::{OpenId, Provider};
use super::refusal::{Code, Refusal, refused};
use super::request::check::{self, Ours, Rejected, Unanswerable};
use super::request::{Request, RequestId, records};
use super::steps::{self, Next, Present};
use super::{AUTHORIZE, answer, consent, opaque, pushed, unanswerable};
use crate::session;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request as HttpRequest, State};
use axum::http::StatusCode;
use credentials::limit::{self, Room};
use ground::{Fault, Moment};
use store::in_transaction;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Gone, Language, address};

/// A request that comes by GET.
pub(super) async fn arrive(
    State(openid): State<OpenId>,
    RawQuery(query): RawQuery,
    arrival: Arrival,
) -> Answer {
    let query = query.unwrap_or_default();
    let Ok(all) = Parameters::read(query.as_bytes()) else {
        return unanswerable::draw(&arrival.page, Unanswerable::Form);
    };
    match checked(&openid, &all, &arrival).await? {
        Ok(request) => go_on(&openid, arrival, &request, None).await,
        Err(Rejected::Page(why)) => unanswerable::draw(&arrival.page, why),
        Err(Rejected::Client(to)) => Ok(answer::refused(&openid, &to)),
    }
}

/// A request that comes by POST (OpenID Connect Core, 3.1.2.1). It comes from another site, and so
/// without our cookies: it goes on as a GET, which brings them.
pub(super) async fn arrive_by_post(arrival: Arrival, request: HttpRequest) -> Answer {
    let (parts, body): (_, Body) = request.into_parts();
    let Ok(form) = parameters::form(&parts.headers, body).await else {
        return unanswerable::draw(&arrival.page, Unanswerable::Form);
    };
    let fields = form_urlencoded::parse(&form);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Ok(see_other(&format!("{AUTHORIZE}?{query}")))
}

/// The person is back from signing in.
pub(super) async fn come_back(
    State(openid): State<OpenId>,
    Path(id): Path<RequestId>,
    arrival: Arrival,
) -> Answer {
    let visit = *arrival.page.visit();
    let waiting = records::load(&openid.account, id, &visit, arrival.now).await?;
    let waiting = waiting.ok_or(Broken::gone(Gone::Over))?;
    go_on(&openid, arrival, &waiting.request, Some((id, waiting.since))).await
}

async fn checked(
    provider: &Provider,
    all: &Parameters,
    arrival: &Arrival,
) -> Result<Result<Request, Rejected>, Fault> {
    let clients = &provider.account.clients;
    if let Some(name) = all.get("request_uri").and_then(pushed::name) {
        let client = all.get("client_id").and_then(|id| clients.find(id));
        let (Some(client), Some(digest)) = (client, opaque::known(name)) else {
            return Ok(Err(Rejected::Page(Unanswerable::Pushed)));
        };
        let account = &provider.account;
        let request = records::take_pushed(account, &digest, &client.id, arrival.now).await?;
        return Ok(request.ok_or(Rejected::Page(Unanswerable::Pushed)));
    }
    let keys = provider.keys().await?;
    let ours = Ours {
        clients,
        issuer: provider.issuer(),
        keys: keys.public().collect(),
        language: Language::Vi,
    };
    Ok(check::arrived(all, &ours))
}

/// Goes on with a request that was checked.
async fn go_on(
    provider: &Provider,
    mut arrival: Arrival,
    request: &Request,
    waiting: Option<(RequestId, Moment)>,
) -> Answer {
    let (account, now) = (&provider.account, arrival.now);
    arrival.page.language = request.language;
    let since = waiting.map_or(now, |(_, since)| since);
    let waiting = waiting.map(|(id, _)| id);
    let Some(client) = account.clients.find(&request.client) else {
        return unanswerable::draw(&arrival.page, Unanswerable::Client);
    };
    let session = session::present(account, &arrival).await?;
    let needs_consent = match &session {
        Some(session) => {
            consent::is_needed(account, &client, session.citizen, request, now).await?
        }
        None => false,
    };
    let keys = provider.keys().await?;
    let sub = session.as_ref().map(|session| keys.subject(&client.sector, session.citizen));
    let present = session.as_ref().zip(sub.as_deref());
    let present = present.map(|(session, sub)| Present { evidence: &session.evidence, sub });
    match (steps::next(request, present.as_ref(), needs_consent, since, now), &session) {
        (Next::Refuse(code), _) => {
            Ok(answer::refuse(provider, request, waiting, told(code), now).await?)
        }
        (Next::Grant, Some(session)) => {
            let granted = answer::grant(provider, request, waiting, session, now).await?;
            granted.ok_or(Broken::gone(Gone::Over))
        }
        (Next::Ask, _) => {
            let id = kept(provider, &arrival, request, waiting).await?;
            Ok(arrival.page.go(&consent::ask::path(id)))
        }
        (Next::SignIn | Next::Grant, _) => {
            let id = kept(provider, &arrival, request, waiting).await?;
            Ok(arrival.page.go(&format!("/dang-nhap?tiep={id}")))
        }
    }
}

/// The request as it waits for the person. Anybody can send one, so they are counted by address.
async fn kept(
    provider: &Provider,
    arrival: &Arrival,
    request: &Request,
    waiting: Option<RequestId>,
) -> Result<RequestId, Broken> {
    if let Some(id) = waiting {
        return Ok(id);
    }
    let account = &provider.account;
    let from = address::counted(arrival.address).to_string();
    let limit = account.settings.limits.requests_per_address;
    let counted = [(account.buckets.of("openid requests", &from), limit)];
    if limit::count(&account.store, &counted, arrival.now).await? != Room::Left {
        return Err(Broken::refused(StatusCode::TOO_MANY_REQUESTS));
    }
    let id = in_transaction!(account.store, |tx| {
        records::insert(tx, account, request, arrival.page.visit(), arrival.now)
    })?;
    Ok(id)
}

/// A refusal in words for whoever builds the client.
fn told(code: Code) -> Refusal {
    refused(
        code,
        match code {
            Code::LoginRequired => "nobody is signed in whom this request would serve",
            Code::ConsentRequired => "the person has not agreed to this yet",
            Code::UnmetAuthenticationRequirements => "no sign-in of this worth was reached",
            _ => "this request cannot be met",
        },
    )
}
