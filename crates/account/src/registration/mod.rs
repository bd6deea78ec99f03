//! Registration by a mobile subscription in one's own name.
//!
//! A citizen chooses *Công dân* and *Thuê bao di động*, types who they are, and the operator
//! confirms that the number is theirs. A code goes to the telephone; whoever enters it has proved
//! to be that person, and chooses a password. Nothing is written to the table of citizens before
//! that last step.
//!
//! | page | state before → after |
//! |---|---|
//! | [`start`] | – → `SubscriberVerified` → `CodeSent` |
//! | [`resend`] | `SubscriberVerified`, `CodeSent` → `CodeSent` |
//! | [`confirm_phone`] | `CodeSent` → `PhoneConfirmed`, or `AlreadyRegistered` |
//! | [`set_password`] | `PhoneConfirmed` → `Finished`, or `AlreadyRegistered` |
//! | [`done`], [`exists`] | – |

pub mod steps;
mod records;
pub mod limits;
mod applicant;
mod journal;
mod code;
mod refusal;
pub mod letters;
mod choose;
mod start;
mod resend;
mod message;
mod confirm_phone;
mod done;
mod set_password;
mod exists;

#[cfg(test)]
mod tests;

pub use applicant::identity_complaint;

use crate::account::Shared;
use axum::Router;
use axum::routing::{get, post};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let pages = Router::new()
            .route("/dang-ky", get(choose::audience))
            .route("/dang-ky/cong-dan", get(choose::method))
            .route("/dang-ky/doanh-nghiep", get(choose::enterprise))
            .route("/dang-ky/thue-bao-di-dong", get(start::show).post(start::submit))
            .route("/dang-ky/{id}/ma-otp", get(confirm_phone::show).post(confirm_phone::submit))
            .route("/dang-ky/{id}/gui-lai-otp", post(resend::submit))
            .route("/dang-ky/{id}/tin-nhan", get(message::show))
            .route("/dang-ky/{id}/mat-khau", get(set_password::show).post(set_password::submit))
            .route("/dang-ky/{id}/da-co-tai-khoan", get(exists::show))
            .route("/dang-ky/{id}/hoan-tat", get(done::show))
            .route("/dang-ky/{id}/da-cat-ma", get(done::show).post(done::keep_codes));
        routes = routes.nest(language, pages);
    }
    routes
}
