//! The catalogue of procedures in three layers: what is published nationally, what an agency here
//! made of it, and the cases within it. Versions by the day they take effect; none is ever changed.

pub mod words;
pub mod procedure;
mod listed;
pub mod configuration;
mod in_force;
mod records;
pub mod import;
pub mod in_words;
mod linked_data;
mod qr;
mod view;
mod show;

pub use listed::Listed;
pub use records::{generation, published};

use crate::portal::Shared;
use axum::Router;
use axum::routing::get;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let pages = || Router::new().route("/thu-tuc/{code}", get(show::show));
    Router::new().nest("/vi", pages()).nest("/en", pages())
}
