//! The desk: officers give an account back to whoever shows their card.

mod home;

use crate::account::Shared;
use crate::officer;
use axum::routing::get;
use axum::{Router, middleware};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language; to whoever is no officer they are not there.
pub fn routes(account: &Shared) -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let pages = Router::new().route("/quay", get(home::show));
        routes = routes.nest(language, pages);
    }
    routes.route_layer(middleware::from_fn_with_state(account.clone(), officer::before))
}
