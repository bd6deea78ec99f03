//! `Page`: what every template is given. Templates call it `page`.

use crate::cookie::Visit;
use crate::text::Fill;
use crate::{Door, House, Language, asset};
use askama::Template;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use ground::Fault;
use ground::fault::Doing;
use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

/// The page being drawn: its language, its address, its house, and the visit its forms belong to.
#[derive(Clone)]
pub struct Page {
    /// The language it is drawn in.
    pub language: Language,
    /// Its path without the language: `/dang-ky`.
    pub path: String,
    door: Arc<Door>,
    visit: Visit,
    is_new_visit: bool,
}

impl Page {
    /// A page for one visit; where the visit is new, the answer sets its cookie.
    pub fn new(door: Arc<Door>, language: Language, path: String, visit: Option<Visit>) -> Self {
        let is_new_visit = visit.is_none();
        let visit = visit.unwrap_or_else(|| Visit::new(&door.chance));
        Self { language, path, door, visit, is_new_visit }
    }

    /// A page that is the same for every visitor: it holds no form and sets no cookie.
    pub fn for_everyone(door: Arc<Door>, language: Language, path: String) -> Self {
        let visit = Visit::new(&door.chance);
        Self { language, path, door, visit, is_new_visit: false }
    }

    /// The text of a key.
    pub fn t<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.door.texts.say(self.language, key)
    }

    /// The text of a key with one placeholder filled.
    pub fn t1<'a>(
        &'a self,
        key: &'a str,
        name: &'static str,
        value: impl Into<Fill>,
    ) -> Cow<'a, str> {
        self.door.texts.say_with(self.language, key, &[(name, value.into())])
    }

    /// The text of a key with any number of placeholders filled.
    pub fn say_with<'a>(&'a self, key: &'a str, fill: &[(&'static str, Fill)]) -> Cow<'a, str> {
        self.door.texts.say_with(self.language, key, fill)
    }

    /// The house the page belongs to.
    pub fn house(&self) -> &House {
        &self.door.house
    }

    /// The house's name in the page's language.
    pub fn house_name(&self) -> &str {
        self.door.house.name(self.language)
    }

    /// The line under the house's name in the page's language; empty for none.
    pub fn house_slogan(&self) -> &str {
        self.door.house.slogan(self.language)
    }

    /// The language that is not this page's.
    pub fn other_language(&self) -> Language {
        self.language.other()
    }

    /// This page in the other language.
    pub fn in_other_language(&self) -> String {
        format!("/{}{}", self.language.other().code(), self.path)
    }

    /// The door it is drawn at.
    pub fn door(&self) -> &Arc<Door> {
        &self.door
    }

    /// The visit its forms belong to.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// The address of another page of this house in the same language.
    pub fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.language.code())
    }

    /// The address of a page of another house in the same language.
    pub fn at(&self, house_url: &str, path: &str) -> String {
        format!("{house_url}/{}{path}", self.language.code())
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> &'static str {
        asset::path(name)
    }

    /// A token for a form on this page.
    pub fn token(&self) -> String {
        self.door.token(&self.visit)
    }

    /// Draws a template as this page's answer, never kept by a cache.
    ///
    /// # Errors
    /// A template that fails.
    pub fn draw(&self, status: StatusCode, template: &impl Template) -> Result<Response, Fault> {
        let html = template.render().doing("drawing a page")?;
        let mut response = (
            status,
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "no-store"),
                (header::CONTENT_LANGUAGE, self.language.code()),
            ],
            html,
        )
            .into_response();
        self.keep_visit(&mut response);
        Ok(response)
    }

    /// Leads on to another page of this house (303, so that a reload repeats nothing).
    pub fn go(&self, path: &str) -> Response {
        let mut response = see_other(&self.to(path));
        self.keep_visit(&mut response);
        response
    }

    fn keep_visit(&self, response: &mut Response) {
        if let (true, Some(cookie)) = (self.is_new_visit, self.door.cookie.set(&self.visit)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

/// An answer that leads elsewhere with GET (RFC 9110, 15.4.4).
pub fn see_other(address: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(address) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// A page that is the same for every visitor, drawn and compressed ahead.
#[derive(Clone)]
pub struct Standing {
    language: &'static str,
    plain: Bytes,
    gzip: Bytes,
}

impl Standing {
    /// Draws a template of a page made with [`Page::for_everyone`].
    ///
    /// # Errors
    /// A template that fails.
    pub fn draw(page: &Page, template: &impl Template) -> Result<Self, Fault> {
        let html = template.render().doing("drawing a page")?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(html.as_bytes()).doing("compressing a page")?;
        let gzip = Bytes::from(gzip.finish().doing("compressing a page")?);
        Ok(Self { language: page.language.code(), plain: Bytes::from(html), gzip })
    }

    /// The answer to a request with these headers. Browsers ask again each time, since the next
    /// version of the program may draw it anew.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let is_packed = accepted.unwrap_or_default().contains("gzip");
        let body = if is_packed { self.gzip.clone() } else { self.plain.clone() };
        let fixed = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
            (header::VARY, "Accept-Encoding"),
            (header::CONTENT_LANGUAGE, self.language),
        ];
        let mut response = (fixed, body).into_response();
        if is_packed {
            let gzip = HeaderValue::from_static("gzip");
            response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
        }
        response
    }
}
