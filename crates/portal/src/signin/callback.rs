//! A person comes back from their provider.

use super::records::{self, Kept, signed_out};
use super::refusal::Refusal;
use super::return_path::ReturnPath;
use super::{LINKED, choose, confirm_link, linked};
use crate::person::{self, Identity};
use crate::portal::Shared;
use crate::session::{self, Present, Session};
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use ground::Fault;
use outside::openid::{Answer as Said, OpenIdClient, SignedIn};
use web::cookie::Opaque;
use web::guard::RequestId;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Language, Typed};

/// Why a session ends that the browser had before.
const REPLACED: &str = "signed-in-again";
/// Why a session ends that had just begun: its provider ended it while it did.
const SIGNED_OUT: &str = "provider";

/// Spends the attempt, asks the provider who it is, and begins a session or offers to link what it
/// said.
pub(super) async fn receive(
    State(portal): State<Shared>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    Extension(request_id): Extension<RequestId>,
    Present(before): Present,
    mut arrival: Arrival,
) -> Answer {
    let client = portal.provider(&provider).ok_or_else(Broken::not_found)?;
    let query = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let state = query.get("state");
    let language = state.split('.').next().and_then(Language::from_code);
    (arrival.page.language, arrival.page.path) =
        (language.unwrap_or(Language::Vi), "/dang-nhap".into());
    let refuse = |refusal, back: &ReturnPath| {
        let page = arrival.page.clone();
        choose::draw_refusal(&portal, page, back, (client, refusal), &request_id)
            .map_err(Broken::from)
    };
    let home = ReturnPath::of("", arrival.page.language);
    let Some(visit) = arrival.visit else { return refuse(Refusal::Gone, &home) };
    let kept = records::spend(&portal, &provider, state, &visit, arrival.now).await?;
    let Some(kept) = kept else {
        // The answer was loaded again by who is signed in by it.
        return match before {
            Some(_) => Ok(see_other(home.as_str())),
            None => refuse(Refusal::Gone, &home),
        };
    };
    let back = ReturnPath::of(&kept.return_path, arrival.page.language);
    let said = said(client, &query, &kept).await;
    let Some(wishes) = kept.links else {
        return match said {
            Ok(signed_in) => match begin(&portal, client, &signed_in, (&kept, &arrival)).await? {
                Some(name) => Ok(signed_in_at(&portal, &back, &name)),
                None => refuse(Refusal::Gone, &back),
            },
            Err(refusal) => refuse(refusal, &back),
        };
    };
    // Whoever wished it must still be the one before this browser.
    let Some(session) = before.filter(|session| session.id == wishes) else {
        return refuse(Refusal::Gone, &home);
    };
    let offered = match said {
        Ok(signed_in) => offer(&portal, client, &signed_in, (&kept, &session)).await?,
        Err(refusal) => Err(refusal),
    };
    match offered {
        Ok(path) => Ok(arrival.page.go(&path)),
        Err(refusal) => {
            arrival.page.path = LINKED.into();
            let (page, refused) = (arrival.page, (client, refusal));
            Ok(linked::draw_refusal(&portal, page, &session, refused, &request_id).await?)
        }
    }
}

/// Who the provider says it is.
async fn said(client: &OpenIdClient, query: &Typed, kept: &Kept) -> Result<SignedIn, Refusal> {
    if !client.settings.enabled {
        return Err(Refusal::Disabled);
    }
    let issuer = query.has("iss").then(|| query.get("iss"));
    let answer = Said { code: query.get("code"), issuer, error: query.get("error") };
    Ok(client.redeem(&answer, &kept.attempt).await?)
}

/// Offers to link an account to who is signed in. The page that asks, or that shows it is linked.
async fn offer(
    portal: &Shared,
    client: &OpenIdClient,
    signed_in: &SignedIn,
    (kept, session): (&Kept, &Session),
) -> Result<Result<String, Refusal>, Fault> {
    let provider = &client.settings.id;
    if signed_out::is_noted(portal, provider, signed_in, kept.attempt.began).await? {
        return Ok(Err(Refusal::Gone));
    }
    let reader = portal.store.reader();
    let known = person::find(reader, portal, &signed_in.issuer, &signed_in.subject).await?;
    if let Some(known) = known {
        let is_theirs = known == session.person;
        return Ok(if is_theirs { Ok(LINKED.to_owned()) } else { Err(Refusal::Taken) });
    }
    let identity = Identity::of(provider, signed_in);
    let id = person::offer(portal, session.id.0, &identity, portal.clock.now()).await?;
    Ok(Ok(confirm_link::path(id)))
}

/// Begins the session of a person in this browser, in place of any other. Nothing where the
/// provider has ended it meanwhile.
async fn begin(
    portal: &Shared,
    client: &OpenIdClient,
    signed_in: &SignedIn,
    (kept, arrival): (&Kept, &Arrival),
) -> Result<Option<Opaque>, Fault> {
    let provider = &client.settings.id;
    let before = arrival.cookie(&portal.session_cookie);
    let nameless = arrival.page.t("signin-nameless");
    let shown = signed_in.said.name.as_deref().unwrap_or(&nameless);
    let now = portal.clock.now();
    let name = store::in_transaction!(portal.store, |tx| {
        if let Some(before) = &before {
            session::end(tx, portal, before, REPLACED, now).await?;
        }
        let person = person::meet(tx, portal, &Identity::of(provider, signed_in), now).await?;
        session::begin(tx, portal, person, (provider, signed_in, shown), now)
    })?;
    // Looked at only now: whoever is signed out from here on finds the session.
    if !signed_out::is_noted(portal, provider, signed_in, kept.attempt.began).await? {
        return Ok(Some(name));
    }
    store::in_transaction!(portal.store, |tx| {
        session::end(tx, portal, &name, SIGNED_OUT, portal.clock.now()).await
    })?;
    Ok(None)
}

fn signed_in_at(portal: &Shared, back: &ReturnPath, name: &Opaque) -> Response {
    let mut response = see_other(back.as_str());
    if let Some(cookie) = portal.session_cookie.set(name, None) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
