//! `Page`: what every template is given. Templates call it `page`.

use crate::cookie::Visit;
use crate::known_as::{KnownAs, LeadsTo};
use crate::stencil::{self, Stencil};
use crate::text::Fill;
use crate::{Door, House, Language, MenuItem, asset, packing};
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

/// How the component `error_summary` begins.
const SUMMARY: &str = "<div class=\"error-summary\"";

/// The field of an address that says where to go on after signing in.
pub const RETURN_FIELD: &str = "tiep";

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
    is_stencil: bool,
    packs: bool,
    known_as: Option<KnownAs>,
    leads_to: Option<LeadsTo>,
}

impl Page {
    /// A page for one visit; where the visit is new, the answer sets its cookie.
    pub fn new(door: Arc<Door>, language: Language, path: String, visit: Option<Visit>) -> Self {
        let is_new_visit = visit.is_none();
        let visit = visit.unwrap_or_else(|| Visit::new(&door.chance));
        Self {
            language,
            path,
            door,
            visit,
            is_new_visit,
            is_stencil: false,
            packs: false,
            known_as: None,
            leads_to: None,
        }
    }

    /// A page that is the same for every visitor: it holds no form and sets no cookie.
    pub fn for_everyone(door: Arc<Door>, language: Language, path: String) -> Self {
        let visit = Visit::new(&door.chance);
        Self { is_new_visit: false, ..Self::new(door, language, path, Some(visit)) }
    }

    /// The same page, compressed where the browser takes that.
    #[must_use]
    pub(crate) fn packed_where(self, packs: bool) -> Self {
        Self { packs, ..self }
    }

    /// The same page, leaving the browser's cookie as it is: one that holds no form of its own.
    #[must_use]
    pub fn without_new_visit(self) -> Self {
        Self { is_new_visit: false, ..self }
    }

    /// The same page for somebody who is signed in, or for a visitor.
    #[must_use]
    pub fn known_as(self, known_as: Option<KnownAs>) -> Self {
        Self { known_as, ..self }
    }

    /// The name of who is signed in, for the page's head.
    pub fn person(&self) -> Option<&str> {
        self.known_as.as_ref().map(|known| &*known.name)
    }

    /// Where the name of who is signed in leads.
    pub fn own_path(&self) -> &str {
        self.known_as.as_ref().map_or("", |known| known.own_path)
    }

    /// The same page with forms that may lead on to these places of others.
    #[must_use]
    pub fn leading_to(self, leads_to: LeadsTo) -> Self {
        Self { leads_to: Some(leads_to), ..self }
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

    /// What the house's menu offers.
    pub fn menu(&self) -> &'static [MenuItem] {
        self.door.menu
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

    /// Where *Đăng nhập* leads. Signing in at this very house leads back to this page.
    pub fn sign_in(&self) -> String {
        let house = self.house();
        let address = self.at(&house.sign_in_url, "/dang-nhap");
        let is_front_page = self.path.is_empty() || self.path.starts_with("/dang-nhap");
        if is_front_page || house.sign_in_url != house.public_url {
            return address;
        }
        let back = format!("/{}{}", self.language.code(), self.path);
        let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        format!("{address}?{RETURN_FIELD}={back}")
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> &'static str {
        asset::path(name)
    }

    /// A token for a form on this page.
    pub fn token(&self) -> String {
        match self.is_stencil {
            true => stencil::hole(0),
            false => self.door.token(&self.visit),
        }
    }

    /// Draws a template as this page's answer, never kept by a cache.
    ///
    /// # Errors
    /// A template that fails.
    pub fn draw(&self, status: StatusCode, template: &impl Template) -> Result<Response, Fault> {
        let html = self.with_honest_title(template.render().doing("drawing a page")?);
        let packed = if self.packs { packing::gzip(html.as_bytes()) } else { None };
        Ok(self.answer(status, packed.is_some(), packed.unwrap_or_else(|| html.into_bytes())))
    }

    /// A page that says what is to be put right says so in its title first: that is what a screen
    /// reader speaks when the page comes, and what a tab shows.
    fn with_honest_title(&self, html: String) -> String {
        if !html.contains(SUMMARY) {
            return html;
        }
        html.replacen("<title>", &format!("<title>{} ", self.t("form-error")), 1)
    }

    /// Draws a page that differs from visitor to visitor in its form's token and in `tokens` and in
    /// nothing else. `template` is asked once for each language: it gets a page without a visitor
    /// and draws `stencil::hole(1)`, `hole(2)`… in place of the tokens, in their order.
    ///
    /// # Errors
    /// A template that fails.
    pub fn draw_stencil<T: Template>(
        &self,
        name: &'static str,
        tokens: &[&str],
        template: impl FnOnce(Self) -> T,
    ) -> Result<Response, Fault> {
        let cut = || {
            let path = self.path.split('?').next().unwrap_or_default().to_owned();
            let html = template(Self { is_stencil: true, path, ..self.clone() }).render();
            Stencil::cut(&html.doing("drawing a page")?)
                .ok_or(Fault::impossible("a page that cannot be cut at its tokens"))
        };
        // A page with a person's name on it is kept for nobody else.
        let stencil = match self.known_as {
            Some(_) => Arc::new(cut()?),
            None => self.door.stencil((name, self.language), cut)?,
        };
        let token = self.token();
        let tokens: Vec<&str> =
            std::iter::once(token.as_str()).chain(tokens.iter().copied()).collect();
        let body = match self.packs {
            true => stencil.fill_packed(&tokens),
            false => stencil.fill(&tokens).into_bytes(),
        };
        Ok(self.answer(StatusCode::OK, self.packs, body))
    }

    /// The answer with a page's bytes, never kept by a cache.
    fn answer(&self, status: StatusCode, is_packed: bool, body: Vec<u8>) -> Response {
        let fixed = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.code())),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        let mut response = (status, fixed, body).into_response();
        if is_packed {
            let gzip = HeaderValue::from_static("gzip");
            response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
        }
        self.keep_visit(&mut response);
        // The button in the head leads on, too.
        let of_head = self.known_as.as_ref().and_then(|known| known.leads_to.clone());
        let leads_to =
            self.leads_to.clone().into_iter().chain(of_head).reduce(|all, more| all.and(&more));
        if let Some(leads_to) = leads_to {
            response.extensions_mut().insert(leads_to);
        }
        response
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
        let is_packed = packing::accepts(headers, "gzip");
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

#[cfg(test)]
mod tests;
