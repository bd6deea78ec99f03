//! *Tài khoản của tôi*: what is known about a person, where they are signed in, and what they may
//! change themselves.
//!
//! Every page asks who sends the request ([`crate::session::SignedIn`]); whoever is nobody signs in
//! and comes back. What matters asks besides for a proof that is fresh
//! ([`crate::session::SteppedUp`]), through the one door of the login slice.
//!
//! | page | what it is for | a fresh proof |
//! |---|---|---|
//! | [`home`] | what is known, and by whom it was verified | no |
//! | [`devices`] | where one is signed in; ending it there | to end |
//! | [`name_device`] | what one calls a browser | no |
//! | [`history`] | what happened to the account | no |
//! | [`change_password`] | a new password; signed out elsewhere | yes |
//! | [`change_mail`] | another mail address, once it is confirmed | yes |
//! | [`change_phone`] | another number, after a wait | yes |
//! | [`recovery_codes`] | new recovery codes, shown once | yes |
//! | [`export`] | everything that is kept, as a file | yes |
//! | [`close`] | closing the account; keeping it after all | to close |

pub mod steps;
mod records;
mod journal;
mod browser;
pub mod letters;
mod home;
mod devices;
mod name_device;
mod history;
mod change_password;
mod change_mail;
mod change_phone;
mod recovery_codes;
mod export;
mod close;

#[cfg(test)]
mod tests;

pub use close::close_due;

use crate::account::Shared;
use axum::Router;
use axum::routing::get;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let naming = get(name_device::show).post(name_device::submit);
        let code = get(change_phone::show_typed).post(change_phone::confirm);
        let resending = get(change_phone::led_back).post(change_phone::resend);
        let new_codes = get(recovery_codes::show_new).post(recovery_codes::keep);
        let pages = Router::new()
            .route("/", get(home::show))
            .route("/thiet-bi", get(devices::show).post(devices::end))
            .route("/thiet-bi/{id}", naming)
            .route("/lich-su", get(history::show))
            .route("/mat-khau", get(change_password::show).post(change_password::submit))
            .route("/so-dien-thoai", get(change_phone::show).post(change_phone::submit))
            .route("/so-dien-thoai/{id}", code)
            .route("/so-dien-thoai/{id}/gui-lai-otp", resending)
            .route("/giu-so", get(change_phone::led_back).post(change_phone::cancel))
            .route("/thu-dien-tu", get(change_mail::show).post(change_mail::submit))
            .route("/thu-dien-tu/{id}", get(change_mail::show_typed))
            .route("/ma-khoi-phuc", get(recovery_codes::show).post(recovery_codes::submit))
            .route("/ma-khoi-phuc/{id}", new_codes)
            .route("/du-lieu", get(export::show).post(export::submit))
            .route("/dong", get(close::show).post(close::submit))
            .route("/giu-lai", get(close::show_keep).post(close::keep));
        routes = routes.nest(&format!("{language}/tai-khoan"), pages);
    }
    routes
}
