//! The home page. It is the same for everyone, so it is drawn and compressed once for each
//! language.

use crate::portal::Portal;
use askama::Template;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;
use ground::Fault;
use std::sync::Arc;
use web::page::Standing;
use web::{Language, Page};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    page: Page,
}

/// The page, under each language.
///
/// # Errors
/// A template that fails.
pub fn routes(portal: &Arc<Portal>) -> Result<Router, Fault> {
    let mut routes = Router::new();
    for language in Language::ALL {
        let page = Page::for_everyone(Arc::clone(&portal.door), language, String::new());
        let standing = Standing::draw(&page, &HomePage { page: page.clone() })?;
        let show = async move |headers: HeaderMap| standing.answer(&headers);
        routes = routes.route(&format!("/{}", language.code()), get(show));
    }
    Ok(routes)
}
