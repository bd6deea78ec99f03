//! A forgotten password on its way to a new one.
//!
//! A citizen types their number. Whatever is known of it, the same page follows, and a code goes to
//! the account's telephone where there is one. The right code alone is not enough, for whoever has
//! the SIM could enter it: beside it stands a browser that is known, or the operator's word that the
//! number is still this person's and its SIM was not changed of late, or a recovery code. Without
//! any of them a day passes in which everybody the account's letters reach may object. At the end
//! every session is over, and nobody is signed in.
//!
//! | page | state before → after |
//! |---|---|
//! | [`start`] | – → `CodeSent` |
//! | [`lose_number`] | – → `NumberSent` |
//! | [`confirm_number`] | `NumberSent` → `Delayed`, or `NumberConfirmed` |
//! | [`resend`] | `CodeSent` → `CodeSent` |
//! | [`confirm_phone`] | `CodeSent` → `Proved`, or `PhoneConfirmed` |
//! | [`second_proof`] | `PhoneConfirmed` → `Proved` |
//! | [`wait`] | `PhoneConfirmed` → `Delayed` |
//! | [`complete`] | `Delayed` → `Proved`, in the browser that has the letter's link |
//! | [`cancel`] | any but `Finished` → `Cancelled`, in whichever browser has the letter's link |
//! | [`set_password`] | `Proved` → `Finished` |
//! | [`done`] | – |

pub mod steps;
mod records;
mod limits;
mod journal;
mod operator;
mod code;
pub mod letters;
mod form;
mod start;
mod lose_number;
mod confirm_number;
mod resend;
mod confirm_phone;
mod second_proof;
mod wait;
mod complete;
mod cancel;
mod done;
mod set_password;

#[cfg(test)]
mod tests;

pub use records::end_all;

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
            .route("/ma-otp", get(confirm_phone::show).post(confirm_phone::submit))
            .route("/gui-lai-otp", post(resend::submit))
            .route("/xac-minh", get(second_proof::show).post(second_proof::ask_again))
            .route("/ma-khoi-phuc", post(second_proof::use_code))
            .route("/so-moi", get(confirm_number::show).post(confirm_number::submit))
            .route("/gui-lai-so-moi", post(confirm_number::resend))
            .route("/cho", get(wait::show).post(wait::submit))
            .route("/mat-khau", get(set_password::show).post(set_password::submit))
            .route("/da-huy", get(cancel::shown))
            .route("/hoan-tat", get(done::show));
        let pages = Router::new()
            .route("/quen-mat-khau", get(start::show).post(start::submit))
            .route("/mat-so-dien-thoai", get(lose_number::show).post(lose_number::submit))
            .nest("/quen-mat-khau/{id}", flow)
            .route("/dat-lai/{link}", get(complete::show).post(complete::submit))
            .route("/huy-dat-lai/{link}", get(cancel::show).post(cancel::submit));
        routes = routes.nest(language, pages);
    }
    routes
}
