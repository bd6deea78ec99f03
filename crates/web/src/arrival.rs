//! What a request brings: the page it asks for, the browser it comes from, the form it sends.

use crate::cookie::{NamedCookie, Opaque, Visit};
use crate::{Broken, Door, Language, Page, Typed, address, packing};
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRef, FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use ground::Moment;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// The longest form we read, in bytes. The longest honest one is far below.
const FORM_AT_MOST: usize = 64 * 1024;

/// How long a client may take to send a form: the longest one at a hundredth of a slow wire.
const BODY_WITHIN: Duration = Duration::from_secs(30);

/// The name of the field that carries a form's token.
pub const TOKEN_FIELD: &str = "form-token";

/// A request for a page.
#[derive(Clone)]
pub struct Arrival {
    /// The page to be drawn.
    pub page: Page,
    /// When the request arrived.
    pub now: Moment,
    /// Where it came from.
    pub address: IpAddr,
    /// The visit its cookie named, if it carried one.
    pub visit: Option<Visit>,
    cookies: Vec<HeaderValue>,
    agent: Option<HeaderValue>,
}

impl Arrival {
    /// Reads a request's head.
    pub fn read(door: Arc<Door>, parts: &Parts) -> Self {
        // Where routes are nested under a language, the address they see lacks it.
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let (language, path) = Language::of_path(uri.path()).unwrap_or((Language::Vi, ""));
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let visit = door.cookie.read(&parts.headers);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
        let peer = peer.unwrap_or(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0));
        let address = address::client(peer, &parts.headers, &door.trusted_proxies);
        let now = door.clock.now();
        let packs = packing::accepts(&parts.headers, "gzip");
        let page = Page::new(door, language, format!("{path}{query}"), visit).packed_where(packs);
        let cookies = parts.headers.get_all(header::COOKIE).iter().cloned().collect();
        let agent = parts.headers.get(header::USER_AGENT).cloned();
        Self { page, now, address, visit, cookies, agent }
    }

    /// What the browser carries under the name of a cookie, if it is well formed.
    pub fn cookie(&self, named: &NamedCookie) -> Option<Opaque> {
        named.read(&self.cookies)
    }

    /// What the browser says it is; empty where it says nothing.
    pub fn agent(&self) -> &str {
        self.agent.as_ref().and_then(|agent| agent.to_str().ok()).unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Arrival
where
    Arc<Door>: FromRef<S>,
{
    type Rejection = Broken;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Broken> {
        Ok(Self::read(Arc::from_ref(state), parts))
    }
}

/// A form that was sent.
pub struct Submission {
    /// The request that brought it.
    pub arrival: Arrival,
    /// What was typed.
    pub typed: Typed,
    /// Whether it carries the token of a page drawn for this very browser. Where not, nothing
    /// may be done; the page is shown again with what was typed.
    pub is_genuine: bool,
}

impl<S: Send + Sync> FromRequest<S> for Submission
where
    Arc<Door>: FromRef<S>,
{
    type Rejection = Broken;

    async fn from_request(request: Request, state: &S) -> Result<Self, Broken> {
        let door: Arc<Door> = Arc::from_ref(state);
        let (parts, body) = request.into_parts();
        let arrival = Arrival::read(Arc::clone(&door), &parts);
        if !is_form(&parts.headers) {
            return Err(Broken::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let body = read_body(body).await?;
        let typed = Typed::read(&body).map_err(|_| Broken::refused(StatusCode::BAD_REQUEST))?;
        let token = typed.get(TOKEN_FIELD);
        let is_genuine = arrival.visit.is_some_and(|visit| door.believes(&visit, token));
        Ok(Self { arrival, typed, is_genuine })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

async fn read_body(body: Body) -> Result<Vec<u8>, Broken> {
    let whole = Limited::new(body, FORM_AT_MOST).collect();
    let Ok(whole) = tokio::time::timeout(BODY_WITHIN, whole).await else {
        return Err(Broken::refused(StatusCode::REQUEST_TIMEOUT));
    };
    match whole {
        Ok(whole) => Ok(whole.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Broken::refused(StatusCode::PAYLOAD_TOO_LARGE))
        }
        Err(_) => Err(Broken::refused(StatusCode::BAD_REQUEST)),
    }
}

#[cfg(test)]
mod tests;
