//! Signing in to the portal with an account that lives elsewhere: an OpenID provider of the
//! settings, such as the national portal.
//!
//! | page | what happens |
//! |---|---|
//! | [`choose`] | the ways to sign in; pressing one begins an attempt and leads to its provider |
//! | [`callback`] | the person comes back: the attempt is spent, the provider's answer checked, a session begins |
//! | [`sign_out`] | the session ends here, then at the provider |
//! | [`told`] | the provider says that somebody signed out there |
//!
//! An attempt belongs to one browser and one provider, counts once, and dies after ten minutes:
//! whoever brings another browser's answer, or the answer of another provider, is turned away.

mod records;
mod return_path;
mod refusal;
mod way;
mod choose;
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
            .route("/dang-xuat", get(sign_out::show).post(sign_out::submit));
        routes = routes.nest(language, pages);
    }
    routes
}
