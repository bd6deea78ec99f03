//! Signing in to the portal with an account that lives elsewhere: an OpenID provider of the
//! settings, such as the national portal.
//!
//! | page | what happens |
//! |---|---|
//! | [`choose`] | the ways to sign in; pressing one begins an attempt and leads to its provider |
//! | [`callback`] | the person comes back: the attempt is spent, the provider's answer checked, a session begins |
//! | [`sign_out`] | the session ends here, then at the provider |
//! | [`linked`] | the accounts that are linked to a person; another one is begun with, or one parted from |
//! | [`confirm_link`] | whoever has proved to be two says whether to link both |
//! | [`told`] | the provider says that somebody signed out there |
//!
//! An attempt belongs to one browser and one provider, counts once, and dies after ten minutes:
//! whoever brings another browser's answer, or the answer of another provider, is turned away.

mod records;
mod return_path;
mod refusal;
mod way;
mod begin;
mod choose;
mod linked;
mod confirm_link;
mod callback;
mod sign_out;
mod told;
#[cfg(test)]
mod tests;

pub use records::sweep;

use crate::portal::Shared;
use axum::Router;
use axum::routing::{get, post};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// Where the page of linked accounts lies, under its language.
const LINKED: &str = "/tai-khoan-lien-ket";

/// The pages, under each language, and what providers call.
pub fn routes() -> Router<Shared> {
    let mut routes = Router::new()
        .route("/dang-nhap/{provider}/callback", get(callback::receive))
        .route("/dang-nhap/{provider}/backchannel-logout", post(told::receive))
        .route("/da-dang-xuat", get(sign_out::come_back));
    for language in ["/vi", "/en"] {
        let pages = Router::new()
            .route("/dang-nhap", get(choose::show))
            .route("/dang-nhap/{provider}", get(choose::back).post(choose::submit))
            .route("/tai-khoan-lien-ket", get(linked::show))
            .route("/tai-khoan-lien-ket/{provider}", get(linked::back).post(linked::link))
            .route("/tai-khoan-lien-ket/{provider}/bo", get(linked::back).post(linked::unlink))
            .route(
                "/tai-khoan-lien-ket/xac-nhan/{offer}",
                get(confirm_link::show).post(confirm_link::submit),
            )
            .route("/dang-xuat", get(sign_out::show).post(sign_out::submit));
        routes = routes.nest(language, pages);
    }
    routes
}
