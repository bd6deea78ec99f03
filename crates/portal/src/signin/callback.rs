//! A person comes back from their provider.

use super::choose::draw_refusal;
use super::records::{self, signed_out};
use super::refusal::Refusal;
use super::return_path::ReturnPath;
use crate::person;
use crate::portal::Shared;
use crate::session::{self, Present};
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::SET_COOKIE;
use ground::Fault;
use outside::openid::{Answer as Said, SignedIn};
use web::cookie::Opaque;
use web::guard::RequestId;
use web::page::see_other;
use web::{Answer, Arrival, Broken, Language, Typed};

/// Why a session ends that the browser had before.
const REPLACED: &str = "signed-in-again";
/// Why a session ends that had just begun: its provider ended it while it did.
const SIGNED_OUT: &str = "provider";

/// Spends the attempt, asks the provider who it is, and begins a session.
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
    let home = ReturnPath::of("", arrival.page.language);
    let refuse = |refusal, back: &ReturnPath| {
        let page = arrival.page.clone();
        draw_refusal(&portal, page, back, (client, refusal), &request_id).map_err(Broken::from)
    };
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
    if !client.settings.enabled {
        return refuse(Refusal::Disabled, &back);
    }
    let issuer = query.has("iss").then(|| query.get("iss"));
    let said = Said { code: query.get("code"), issuer, error: query.get("error") };
    match client.redeem(&said, &kept.attempt).await {
        Ok(signed_in) => {
            let name = begin(&portal, &provider, &signed_in, &arrival).await?;
            let began = kept.attempt.began;
            if signed_out::is_noted(&portal, &provider, &signed_in, began).await? {
                store::in_transaction!(portal.store, |tx| {
                    session::end(tx, &portal, &name, SIGNED_OUT, portal.clock.now()).await
                })?;
                return refuse(Refusal::Gone, &back);
            }
            let mut response = see_other(back.as_str());
            if let Some(cookie) = portal.session_cookie.set(&name, None) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(refusal) => refuse(refusal.into(), &back),
    }
}

/// Begins the session of a person in this browser, in place of any other.
async fn begin(
    portal: &Shared,
    provider: &str,
    signed_in: &SignedIn,
    arrival: &Arrival,
) -> Result<Opaque, Fault> {
    let before = arrival.cookie(&portal.session_cookie);
    let nameless = arrival.page.t("signin-nameless");
    let shown = signed_in.said.name.as_deref().unwrap_or(&nameless);
    let now = portal.clock.now();
    store::in_transaction!(portal.store, |tx| {
        if let Some(before) = &before {
            session::end(tx, portal, before, REPLACED, now).await?;
        }
        let key = (signed_in.issuer.as_str(), signed_in.subject.as_str());
        let person = person::meet(tx, portal, key, &signed_in.said, now).await?;
        session::begin(tx, portal, person, (provider, signed_in, shown), now)
    })
}
