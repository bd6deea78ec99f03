//! A mail address is confirmed by a link before it is used for anything.

mod records;
mod confirm;
pub mod letters;
#[cfg(test)]
mod tests;

pub use letters::ask_to_confirm;
pub use records::{forget, forget_all, sweep, waiting};

use crate::account::Shared;
use axum::Router;
use axum::routing::get;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

store::row_id! {
    /// The id of one question whether an address is right.
    ConfirmationId
}

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let page = || get(confirm::show).post(confirm::submit);
    Router::new().route("/vi/xac-nhan-thu/{link}", page()).route("/en/xac-nhan-thu/{link}", page())
}
