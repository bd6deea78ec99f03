//! The home page, and the pages of what happens in a life. They are the same for every visitor, so
//! they are drawn and compressed once until what they show changes; who is signed in gets one of
//! their own.

mod front;
mod life;

use crate::catalogue::words::LifeEvent;
use crate::portal::{Portal, Shared};
use askama::Template;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use ground::Fault;
use std::sync::Arc;
use web::page::Standing;
use web::{Arrival, Page};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let of_life = format!("{language}{}", life::PATH);
        routes = routes.route(language, get(front::show)).route(&of_life, get(life::show));
    }
    routes
}

/// The path of what happens in a life, as its address names it.
fn path_of(event: LifeEvent) -> String {
    format!("/viec-cua-ban/{}", event.as_str().replace('_', "-"))
}

/// Answers with a page that differs from visitor to visitor only by who is signed in.
async fn answer<T: Template>(
    portal: &Shared,
    arrival: Arrival,
    headers: &HeaderMap,
    address: &str,
    fill: impl AsyncFnOnce(&Arc<Portal>, Page) -> Result<T, Fault>,
) -> Result<Response, Fault> {
    let page = arrival.page.without_new_visit();
    if page.person().is_some() {
        let template = fill(&portal.0, page.clone()).await?;
        return page.draw(StatusCode::OK, &template);
    }
    let address = format!("/{}{address}", page.language.code());
    let draw = async || {
        let door = Arc::clone(&portal.door);
        let page = Page::for_everyone(door, page.language, page.path.clone());
        Standing::draw(&page, &fill(&portal.0, page.clone()).await?)
    };
    let drawn = portal.kept.page((&portal.store, &portal.clock), &address, draw).await?;
    Ok(drawn.answer(headers))
}
