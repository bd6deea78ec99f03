//! The home page. It is the same for every visitor, so it is drawn and compressed once for each
//! language; who is signed in gets one of their own.

use crate::portal::{Portal, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::routing::get;
use ground::Fault;
use std::sync::Arc;
use web::page::Standing;
use web::{Answer, Arrival, Door, KnownAs, Language, Page};

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
pub fn routes(portal: &Arc<Portal>) -> Result<Router<Shared>, Fault> {
    let mut routes = Router::new();
    for language in Language::ALL {
        let page = Page::for_everyone(Arc::clone(&portal.door), language, String::new());
        let standing = Standing::draw(&page, &HomePage { page: page.clone() })?;
        let door = Arc::clone(&portal.door);
        let show = async move |request: Request| -> Answer {
            match request.extensions().get::<KnownAs>() {
                Some(_) => draw_own(door, request),
                None => Ok(standing.answer(request.headers())),
            }
        };
        routes = routes.route(&format!("/{}", language.code()), get(show));
    }
    Ok(routes)
}

/// The page of somebody who is signed in, kept by no cache.
fn draw_own(door: Arc<Door>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let page = Arrival::read(door, &parts).page;
    Ok(page.draw(StatusCode::OK, &HomePage { page: page.clone() })?)
}
