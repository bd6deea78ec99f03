//! Before anything else looks at a request: who sends it.

use super::{Session, records};
use crate::portal::{Portal, Shared};
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ground::Fault;
use std::sync::Arc;
use web::cookie::Opaque;
use web::page::see_other;
use web::{Arrival, Broken, Door, KnownAs};

/// The page about what is a person's own.
const OWN_PATH: &str = "/tai-khoan-lien-ket";

/// Who sends a request, if they are signed in.
pub struct Present(pub Option<Session>);

/// Who sends a request for a page that is only for those who are signed in; whoever is not is led
/// to signing in, and back.
pub struct SignedIn(pub Session);

/// That nobody could find out who sends a request.
#[derive(Clone)]
struct Unrecognised(Broken);

/// Recognises who sends a request, for its handler and for the head of every page, also of those
/// that say what went wrong. Where that cannot be found out, only who needs to know is told so.
pub async fn recognise(State(portal): State<Shared>, mut request: Request, next: Next) -> Response {
    let name = name(&portal, &request);
    match find(&portal, name).await {
        Ok(Some(session)) => {
            let provider = portal.provider(&session.provider);
            let known_as = KnownAs {
                name: session.name.clone(),
                own_path: OWN_PATH,
                leads_to: provider.map(|provider| portal.leads_to([provider])),
            };
            request.extensions_mut().insert(known_as);
            request.extensions_mut().insert(session);
        }
        Ok(None) => {}
        Err(fault) => {
            tracing::error!(%fault, "nobody can be recognised");
            request.extensions_mut().insert(Unrecognised(Broken::from(fault)));
        }
    }
    next.run(request).await
}

/// The name a request for a page brings.
fn name(portal: &Portal, request: &Request) -> Option<Opaque> {
    let path = request.uri().path();
    let is_page = !path.starts_with("/tai-nguyen/") && path != "/healthz" && path != "/readyz";
    portal.session_cookie.read(request.headers().get_all(COOKIE)).filter(|_| is_page)
}

async fn find(portal: &Portal, name: Option<Opaque>) -> Result<Option<Session>, Fault> {
    match name {
        Some(name) => records::present(portal, &name, portal.clock.now()).await,
        None => Ok(None),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Present {
    type Rejection = Broken;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Broken> {
        match parts.extensions.get::<Unrecognised>() {
            Some(Unrecognised(broken)) => Err(broken.clone()),
            None => Ok(Self(parts.extensions.get::<Session>().cloned())),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    Arc<Door>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let present = Present::from_request_parts(parts, state).await;
        match present.map_err(IntoResponse::into_response)?.0 {
            Some(session) => Ok(Self(session)),
            None => {
                let arrival = Arrival::read(FromRef::from_ref(state), parts);
                Err(see_other(&arrival.page.sign_in()))
            }
        }
    }
}
