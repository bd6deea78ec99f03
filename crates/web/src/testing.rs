//! A browser without a screen, for tests of slices: it keeps cookies, fills in the forms of the
//! page it is on, presses buttons by their text and follows redirects within the house.
//!
//! Requests go through the real router with the headers a browser sends; only the socket is left
//! out. A mistake in the story (no such button) panics with what the page offers instead.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a story that cannot go on says so")]

mod form;
pub mod look;
#[cfg(test)]
pub(crate) mod sample;
mod seen;

pub use form::Sending;
pub use seen::Seen;

use crate::House;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use futures_util::FutureExt;
use http_body_util::BodyExt;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// How many redirects in a row a browser follows.
const REDIRECTS_AT_MOST: usize = 10;

/// A browser on one page of one house. It derefs to what it has [`Seen`] last.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    host: String,
    peer: SocketAddr,
    jar: Arc<Mutex<BTreeMap<String, String>>>,
    tells_where_from: bool,
    typed: Vec<(String, String)>,
    seen: Seen,
}

impl Deref for Browser {
    type Target = Seen;

    fn deref(&self) -> &Seen {
        &self.seen
    }
}

impl Browser {
    /// A new browser before the pages of a house, without cookies.
    pub fn new(router: Router, house: &House) -> Self {
        Self {
            router,
            host: house.host().to_owned(),
            peer: SocketAddr::from(([203, 0, 113, 9], 40_000)),
            jar: Arc::default(),
            tells_where_from: true,
            typed: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// A second tab on the same page: it shares the cookies, and goes its own way.
    #[must_use]
    pub fn tab(&self) -> Self {
        self.clone()
    }

    /// Another browser on the same page: it shows the same and has none of the cookies.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        Self { jar: Arc::default(), ..self.clone() }
    }

    /// The same browser with its cookies as they are now: what is told to one from here on, the other
    /// does not hear.
    #[must_use]
    pub fn apart(&self) -> Self {
        let jar = self.jar.lock().unwrap().clone();
        Self { jar: Arc::new(Mutex::new(jar)), ..self.clone() }
    }

    /// A browser that shares the cookies of another one.
    #[must_use]
    pub fn with_cookies_of(mut self, other: &Self) -> Self {
        self.jar = Arc::clone(&other.jar);
        self
    }

    /// The same browser at another network address.
    #[must_use]
    pub fn at_address(mut self, address: &str) -> Self {
        self.peer = SocketAddr::new(address.parse().unwrap(), 40_000);
        self
    }

    /// An old browser, or one behind a proxy that strips them: no fetch metadata, no Origin.
    #[must_use]
    pub fn without_fetch_metadata(mut self) -> Self {
        self.tells_where_from = false;
        self
    }

    /// The cookies, as `name=value`.
    pub fn cookies(&self) -> Vec<String> {
        let jar = self.jar.lock().unwrap();
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// Puts a cookie (`name=value`) into the browser, as an attacker beside it might.
    pub fn plant(&self, cookie: &str) {
        let (name, value) = cookie.split_once('=').unwrap();
        self.jar.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Opens a page by its path.
    pub async fn get(&mut self, path: &str) -> &Seen {
        self.ask(Method::GET, path.to_owned(), None).await
    }

    /// Loads the same page again.
    pub async fn reload(&mut self) -> &Seen {
        let path = self.seen.path.clone();
        self.get(&path).await
    }

    /// Types into a field of the page.
    #[track_caller]
    pub fn fill(&mut self, name: &str, value: &str) -> &mut Self {
        self.seen.field(name).unwrap_or_else(|| self.seen.lacks(&format!("no field {name}")));
        self.typed.retain(|(known, _)| known != name);
        self.typed.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What pressing a button would send, for stories that change it.
    #[track_caller]
    pub fn sending(&self, button: &str) -> Sending {
        form::sending(&self.seen, &self.typed, button)
    }

    /// Presses a button by its text.
    pub async fn press(&mut self, button: &str) -> &Seen {
        let sending = self.sending(button);
        self.send(sending).await
    }

    /// Sends a form, as pressing a button does.
    pub async fn send(&mut self, sending: Sending) -> &Seen {
        let body = sending.body();
        let Sending { method, path, .. } = sending;
        if method == Method::POST {
            return self.ask(method, path, Some(body)).await;
        }
        self.ask(method, format!("{path}?{body}"), None).await
    }

    /// Sends any fields to any path, as no page of ours would.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> &Seen {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let fields = fields.iter().map(own).collect();
        self.send(Sending { method: Method::POST, path: path.to_owned(), fields }).await
    }

    /// Follows a link by its text.
    pub async fn click(&mut self, link: &str) -> &Seen {
        let path = self.seen.link(link);
        self.get(&path).await
    }

    async fn ask(&mut self, method: Method, path: String, body: Option<String>) -> &Seen {
        let (mut method, mut path, mut body) = (method, path, body);
        for _ in 0..REDIRECTS_AT_MOST {
            let request = self.request(&method, &path, body.take());
            let seen = self.exchange(request).await;
            let leads_on = seen.status().is_redirection();
            assert!(
                !leads_on || seen.status() == StatusCode::SEE_OTHER,
                "{path} leads on with {}: only 303 drops what was sent",
                seen.status()
            );
            let next = leads_on.then(|| self.within_the_house(&seen)).flatten();
            self.seen = seen;
            self.typed.clear();
            match next {
                Some(next) => (method, path) = (Method::GET, next),
                None => return &self.seen,
            }
        }
        panic!("{path} leads in circles")
    }

    /// The path a redirect leads to, if it stays in this house.
    fn within_the_house(&self, seen: &Seen) -> Option<String> {
        let location = seen.header("location");
        let inside = location.strip_prefix(&format!("http://{}", self.host)).unwrap_or(location);
        inside.starts_with('/').then(|| inside.to_owned())
    }

    fn request(&self, method: &Method, path: &str, body: Option<String>) -> Request<Body> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method.clone();
        *request.uri_mut() = path.parse().unwrap_or_else(|_| panic!("{path} is no path"));
        let headers = request.headers_mut();
        set(headers, "host", &self.host);
        if method == Method::POST {
            set(headers, "content-type", "application/x-www-form-urlencoded");
        }
        if self.tells_where_from {
            set(headers, "sec-fetch-site", "same-origin");
            if method == Method::POST {
                set(headers, "origin", &format!("http://{}", self.host));
            }
        }
        *request.body_mut() = body.map_or(Body::empty(), Body::from);
        request
    }

    /// One request as it stands, with the cookies and address of this browser, and its answer.
    /// Nothing is followed and the page stays.
    pub async fn exchange(&self, mut request: Request<Body>) -> Seen {
        let path = request.uri().to_string();
        let cookies = self.cookies().join("; ");
        if !cookies.is_empty() {
            set(request.headers_mut(), "cookie", &cookies);
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap();
            self.jar.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let body = body.collect().await.unwrap().to_bytes();
        Seen::new(path, parts.status, parts.headers, &body)
    }

    /// The answer to a form whose head arrives at once and whose body only when something else has
    /// happened. Nothing is followed and the page stays.
    pub async fn send_slowly(
        &self,
        sending: &Sending,
        meanwhile: impl Future<Output = ()> + Send + 'static,
    ) -> Seen {
        let mut request = self.request(&sending.method, &sending.path, Some(String::new()));
        let body = sending.body();
        let body = meanwhile.map(move |()| Ok::<_, Infallible>(body));
        *request.body_mut() = Body::from_stream(body.into_stream());
        self.exchange(request).await
    }

    /// A request that this browser would make, to be changed before [`Browser::exchange`].
    pub fn draft(&self, method: &Method, path: &str, body: &str) -> Request<Body> {
        self.request(method, path, Some(body.to_owned()))
    }
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    headers.insert(name, HeaderValue::from_str(value).unwrap());
}
