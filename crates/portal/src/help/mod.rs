//! *Hỗ trợ*: guides with pictures of our own pages, questions with answers, whom to ask, how to find
//! out in whose name a subscription is, what was done for accessibility, and what is kept of people.
//!
//! What is read here stands in plain texts (`content/`), which are taken apart when the program
//! starts; the pictures are taken from today's pages by a journey (docs/decisions/0029).

mod content;
mod pictures;
mod kept;
mod show;
#[cfg(test)]
mod tests;

use crate::portal::{Portal, Shared};
use axum::Router;
use axum::routing::get;
use ground::Fault;
use std::sync::Arc;
use web::MenuItem;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// Its place in the menu.
pub const MENU: MenuItem = MenuItem {
    key: "help-menu",
    path: "/ho-tro",
    under: &[
        ("help-overview", "/ho-tro"),
        ("help-registration", "/ho-tro/dang-ky"),
        ("help-signin", "/ho-tro/dang-nhap"),
        ("help-questions", "/ho-tro/cau-hoi"),
        ("help-subscription", "/ho-tro/thue-bao"),
        ("help-contact", "/ho-tro/lien-he"),
        ("help-accessibility", "/ho-tro/tiep-can"),
        ("help-privacy", "/ho-tro/quyen-rieng-tu"),
    ],
};

/// The pages, under each language, and the pictures on them.
///
/// # Errors
/// A content file that cannot be taken apart, or names a picture that is not there.
pub fn routes(portal: &Arc<Portal>) -> Result<Router<Shared>, Fault> {
    let mut routes = Router::new().route(pictures::ROUTE, get(pictures::serve));
    for language in web::Language::ALL {
        routes = routes.nest(&format!("/{}", language.code()), show::routes(portal, language)?);
    }
    Ok(routes)
}
