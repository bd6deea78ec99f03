//! The guard at the door: one layer around every house that checks the host, counts, logs, sets
//! security headers, and turns what broke into a page.

use crate::known_as::{KnownAs, LeadsTo};
use crate::{Arrival, Broken, Door, Language, address, fault_page};
use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use metrics::{Label, SharedString};
use std::any::Any;
use std::net::SocketAddr;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tracing::Instrument;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; media-src 'self'; connect-src 'self'; worker-src 'self'; child-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts the guard, the page for unknown addresses and the check against foreign forms around the
/// pages of a house.
pub fn guarded(pages: Router, door: Arc<Door>) -> Router {
    guarded_beside(pages, Router::new(), door)
}

/// The same, with doors for programs beside the pages: these may be called from elsewhere, so they
/// must believe nothing for the cookies of a browser that another site sent with a form.
pub fn guarded_beside(pages: Router, programs: Router, door: Arc<Door>) -> Router {
    pages
        .route("/tai-nguyen/{file}", axum::routing::get(crate::asset::serve))
        .fallback(elsewhere)
        .method_not_allowed_fallback(async || Broken::refused(StatusCode::METHOD_NOT_ALLOWED))
        .layer(CsrfLayer::new().with_rejection_response(refuse_foreign as fn(_) -> Response))
        .merge(programs)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(door, guard))
}

/// No page of ours, unless only a slash at the end is too much: people type and paste those, and
/// the guide writes one.
async fn elsewhere(uri: Uri) -> Response {
    match uri.path().strip_suffix('/') {
        Some(path) if Language::of_path(path).is_some() && !path.contains("//") => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            Redirect::permanent(&format!("{path}{query}")).into_response()
        }
        _ => Broken::not_found().into_response(),
    }
}

fn refuse_foreign(_: tower_http::csrf::ProtectionError) -> Response {
    Broken::refused(StatusCode::FORBIDDEN).into_response()
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    // The panic hook has logged where it was.
    Broken::from(ground::Fault::impossible("a handler that panicked")).into_response()
}

/// What a request is called in logs and on pages that say what went wrong.
#[derive(Debug, Clone)]
pub struct RequestId(pub Arc<str>);

async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let began = door.clock.now();
    let request_id = door.chance.row_id(began).simple().to_string();
    if let Some(mut elsewhere) = wrong_host(&door, request.headers(), request.uri()) {
        protect(elsewhere.headers_mut(), &door, &request_id);
        return elsewhere;
    }
    let (parts, body) = request.into_parts();
    let route = parts.extensions.get::<MatchedPath>().map_or("unknown", MatchedPath::as_str);
    let route = Arc::<str>::from(route);
    let reads = parts.method.is_safe();
    let head = copy_of_head(&parts);
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(RequestId(request_id.as_str().into()));
    let mut response = if reads {
        next.run(request).await
    } else {
        let span = tracing::info_span!("request", id = %request_id, route = %route);
        next.run(request).instrument(span).await
    };
    if let Some(fault) = response.extensions().get::<Broken>().and_then(Broken::fault) {
        tracing::error!(id = %request_id, route = %route, %fault, "a page could not be drawn");
    }
    if needs_page(&response, &head) {
        let arrival = Arrival::read(Arc::clone(&door), &head);
        let broken = response.extensions().get::<Broken>();
        response = fault_page::draw(arrival, response.status(), &request_id, broken);
    }
    let took = door.clock.now().since(began).as_ms();
    count(&head.method, &route, response.status(), took);
    if !reads {
        let status = response.status().as_u16();
        tracing::info!(id = %request_id, route = %route, status, took_ms = took, "answered");
    }
    let leads_to = response.extensions_mut().remove::<LeadsTo>();
    protect(response.headers_mut(), &door, &request_id);
    if let Some(policy) = leads_to.and_then(|leads_to| wider_policy(&leads_to)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The policy of a page whose forms lead on to others.
fn wider_policy(leads_to: &LeadsTo) -> Option<HeaderValue> {
    let wider = format!("form-action 'self' {}", leads_to.as_str());
    HeaderValue::from_str(&POLICY.replace("form-action 'self'", &wider)).ok()
}

/// Whether an answer is an error without a page: one of ours, or of the framework, which knows
/// none. Signs of life and JSON are for programs.
fn needs_page(response: &Response, head: &request::Parts) -> bool {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return false;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_plain = kind.is_none_or(|kind| kind.starts_with(b"text/plain"));
    is_plain && !["/healthz", "/readyz"].contains(&head.uri.path())
}

/// Of a request's head what a fault page is drawn from: this is done for every request, the page
/// seldom.
fn copy_of_head(parts: &request::Parts) -> request::Parts {
    let mut head = axum::http::Request::new(()).into_parts().0;
    head.method = parts.method.clone();
    head.uri = parts.uri.clone();
    for name in [header::COOKIE, header::ACCEPT_ENCODING, address::FORWARDED] {
        for value in parts.headers.get_all(&name) {
            head.headers.append(name.clone(), value.clone());
        }
    }
    if let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
        head.extensions.insert(*peer);
    }
    if let Some(known_as) = parts.extensions.get::<KnownAs>() {
        head.extensions.insert(known_as.clone());
    }
    head
}

/// An answer for requests that name another host: 127.0.0.1 and its like are led to the public
/// address of a house on localhost; anything else is none of ours (421, RFC 9110 15.5.20).
fn wrong_host(door: &Door, headers: &HeaderMap, uri: &Uri) -> Option<Response> {
    let path = uri.path();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let public = door.house.host();
    if host.eq_ignore_ascii_case(public) || path == "/healthz" || path == "/readyz" {
        return None;
    }
    let (_, port) = public.split_once(':').unwrap_or((public, ""));
    let loopback = ["127.0.0.1", "[::1]"].iter().any(|name| host == format!("{name}:{port}"));
    if loopback && public.starts_with("localhost:") {
        let asked = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        return Some(crate::page::see_other(&format!("{}{asked}", door.house.public_url)));
    }
    Some((StatusCode::MISDIRECTED_REQUEST, "421 Misdirected Request\n").into_response())
}

fn count(method: &Method, route: &Arc<str>, status: StatusCode, took_ms: i64) {
    let method = match *method {
        Method::GET => "GET".into(),
        Method::POST => "POST".into(),
        Method::HEAD => "HEAD".into(),
        // Anybody may invent methods; each would be a figure of its own for ever.
        _ => SharedString::const_str("other"),
    };
    let status = match status {
        StatusCode::OK => "200".into(),
        StatusCode::SEE_OTHER => "303".into(),
        _ => SharedString::from(status.as_str().to_owned()),
    };
    let route = Label::new("route", Arc::clone(route));
    let all = vec![Label::new("method", method), route.clone(), Label::new("status", status)];
    metrics::counter!("http_requests_total", all).increment(1);
    let seconds = std::time::Duration::from_millis(took_ms.unsigned_abs()).as_secs_f64();
    metrics::histogram!("http_request_seconds", vec![route]).record(seconds);
}

fn protect(headers: &mut HeaderMap, door: &Door, request_id: &str) {
    let fixed: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Addresses of ours may hold a link's token or a registration's id: no other site, not even
        // another house of ours, learns them. "no-referrer" would make browsers send forms with
        // "Origin: null", which those without fetch metadata (Safari 13) could then not send at all.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if door.house.is_secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

#[cfg(test)]
mod tests;
