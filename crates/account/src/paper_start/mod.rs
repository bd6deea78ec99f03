//! The start on paper: whoever got one at the desk takes their account with it. They type their
//! number and the code on the sheet, may give a new telephone number, and choose a password, which
//! nobody else ever sees. The code is used up with the last step, once, in whichever browser gets
//! there first.
//!
//! | page | state before → after |
//! |---|---|
//! | [`start`] | – → `Accepted` |
//! | [`choose_number`] | `Accepted` → `NumberSent`, or `NumberSettled` |
//! | [`confirm_number`] | `NumberSent` → `NumberSettled` |
//! | [`set_password`] | `NumberSettled` → `Finished` |
//! | [`done`] | – |

pub mod steps;
mod records;
mod start;
mod choose_number;
mod confirm_number;
mod set_password;
mod done;
#[cfg(test)]
mod tests;

use crate::account::Shared;
use axum::Router;
use axum::routing::{get, post};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let flow = Router::new()
            .route("/so-dien-thoai", get(choose_number::show).post(choose_number::submit))
            .route("/ma-otp", get(confirm_number::show).post(confirm_number::submit))
            .route("/gui-lai-otp", post(confirm_number::resend))
            .route("/mat-khau", get(set_password::show).post(set_password::submit))
            .route("/hoan-tat", get(done::show).post(done::keep_codes));
        let pages = Router::new()
            .route("/giay-khoi-dau", get(start::show).post(start::submit))
            .nest("/giay-khoi-dau/{id}", flow);
        routes = routes.nest(language, pages);
    }
    routes
}
