//! Administrators of the portal: persons to whom whoever runs it granted that at the command line.
//! They sign in like anybody; to others their pages say only by which reference they would be
//! granted it.
//!
//! | page | what happens there |
//! |---|---|
//! | [`overview`] | everything they may do, and what waits for their word |
//! | [`featured`] | what the home page shows first, in its order |
//! | [`procedure`] | showing or withholding a procedure; what is different here: proposed, and decided by another |
//! | [`announcements`] | what everybody is told |

mod records;
mod grants;
mod present;
mod note;
mod overview;
mod featured;
mod procedure;
mod announcements;
#[cfg(test)]
mod tests;

pub use grants::{Granted, NoPerson, Whom, grant, list, take_back};

use crate::portal::{Portal, Shared};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::sync::Arc;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// Where their pages are.
const PATH: &str = "/quan-tri";

/// The pages, under each language, behind who may see them.
pub fn routes(portal: &Arc<Portal>) -> Router<Shared> {
    let pages = || {
        Router::new()
            .route("/quan-tri", get(overview::show))
            .route("/quan-tri/noi-bat/{side}", get(featured::show).post(featured::submit))
            .route("/quan-tri/thu-tuc", get(procedure::find))
            .route("/quan-tri/thu-tuc/{code}", get(procedure::show).post(procedure::submit))
            .route("/quan-tri/thong-bao", get(announcements::show).post(announcements::submit))
    };
    let before = from_fn_with_state(Shared(Arc::clone(portal)), present::before);
    Router::new().nest("/vi", pages()).nest("/en", pages()).route_layer(before)
}
