//! Signing in with an identity number, a password and one proof more.
//!
//! A sign-in is a transaction bound to one browser. The password leads to the page where the code
//! is entered that went to the telephone; *Chọn phương thức xác thực khác* discards that way and
//! begins another. Each way has evidence of its own, and only evidence that was used up in the same
//! transaction begins a session.
//!
//! | page | state before → after |
//! |---|---|
//! | [`start`] | – → `PasswordProved` → `CodeSent` |
//! | [`resend`] | `WayChosen`, `CodeSent` → `CodeSent` |
//! | [`choose_way`] | any unfinished → `CodeSent`, `WayChosen` or `RecoveryChosen` |
//! | [`enter_code`] | `CodeSent`, `WayChosen` → `Finished` |
//! | [`enter_recovery_code`] | `RecoveryChosen` → `Finished` |
//! | [`sign_out`], [`not_me`] | – |
//!
//! The same door proves anew who somebody is who is signed in already, where a page of theirs waits
//! for it (`awaited`).

mod awaited;
pub mod steps;
mod records;
mod attempts;
mod limits;
mod journal;
mod code;
pub mod letters;
mod finish;
mod start;
mod choose_way;
mod resend;
mod message;
mod enter_code;
mod enter_recovery_code;
mod sign_out;
mod not_me;

#[cfg(test)]
mod tests;

pub use attempts::allow_again;

use crate::account::Shared;
use axum::Router;
use axum::routing::{get, post};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let recovery = get(enter_recovery_code::show).post(enter_recovery_code::submit);
        let pages = Router::new()
            .route("/dang-nhap", get(start::show).post(start::submit))
            .route("/dang-nhap/{id}/ma-otp", get(enter_code::show).post(enter_code::submit))
            .route("/dang-nhap/{id}/gui-lai-otp", post(resend::submit))
            .route("/dang-nhap/{id}/tin-nhan", get(message::show))
            .route("/dang-nhap/{id}/phuong-thuc", get(choose_way::show).post(choose_way::submit))
            .route("/dang-nhap/{id}/ma-khoi-phuc", recovery)
            .route("/dang-nhap/khong-phai-toi/{link}", get(not_me::show).post(not_me::submit))
            .route("/dang-xuat", post(sign_out::submit));
        routes = routes.nest(language, pages);
    }
    routes
}
