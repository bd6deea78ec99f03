//! What others read of the portal without asking: the catalogue as JSON and CSV, a read-only API,
//! the addresses for search engines, and a feed of changes. None of it holds anything personal.

mod sheet;
mod files;
mod api;
mod feed;
mod about;
#[cfg(test)]
mod tests;

use crate::portal::Shared;
use axum::Router;
use axum::routing::get;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// How many procedures are read from the database at once.
const AT_ONCE: u64 = 100;

/// The files, the API and the page that describes them.
pub fn routes() -> Router<Shared> {
    let api = Router::new()
        .route("/openapi.json", get(api::described))
        .route("/procedures", get(api::list))
        .route("/procedures/{code}", get(api::one));
    Router::new()
        .route("/robots.txt", get(feed::robots))
        .route("/sitemap.xml", get(feed::index))
        .route("/sitemap/{part}", get(feed::part))
        .route("/thay-doi.atom", get(feed::changes))
        .route("/du-lieu-mo/thu-tuc.json", get(files::json))
        .route("/du-lieu-mo/thu-tuc.csv", get(files::csv))
        .nest("/api/v1", api)
        .route("/vi/du-lieu-mo", get(about::show))
        .route("/en/du-lieu-mo", get(about::show))
}
