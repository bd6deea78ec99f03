//! *Tích hợp kết nối*: which systems the portal is connected to and how they are, and what those
//! need to know who want to connect theirs.

mod look;
mod show;
#[cfg(test)]
mod tests;

pub use look::look;

use crate::portal::Shared;
use axum::Router;
use axum::routing::get;
use web::MenuItem;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

const SYSTEMS: &str = "/tich-hop-ket-noi";
const INTEGRATORS: &str = "/tich-hop-ket-noi/huong-dan-ket-noi";

/// Its place in the menu.
pub const MENU: MenuItem = MenuItem {
    key: "connections-menu",
    path: SYSTEMS,
    under: &[("connections-title", SYSTEMS), ("connections-integrators-title", INTEGRATORS)],
};

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let pages = || {
        Router::new().route(SYSTEMS, get(show::systems)).route(INTEGRATORS, get(show::integrators))
    };
    Router::new().nest("/vi", pages()).nest("/en", pages())
}
