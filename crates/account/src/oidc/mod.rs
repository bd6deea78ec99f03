//! The OpenID Provider: people sign in to other systems with an account of ours.
//!
//! A client sends a person to [`authorize`]. Who is not signed in goes to the login slice and comes
//! back; who has not agreed is asked ([`consent`]); then the client gets a code, which it trades
//! for tokens ([`token`]) and learns who signed in ([`id_token`], [`userinfo`]). It may send its
//! request to us itself first ([`pushed`]), ask about its tokens and give them back
//! ([`introspect`]), and have the person signed out ([`logout`]).
//!
//! What follows a request is decided in [`steps`], what a request may say in [`request`]. Codes,
//! tokens and what hangs on them are in [`grant`]; tables hold digests only. What a sign-in is
//! worth is computed from what was shown, whenever a token is made.

mod refusal;
mod parameters;
mod opaque;
mod keys;
mod provider;
mod request;
mod steps;
mod grant;
mod once;
mod claims;
mod id_token;
mod client_proof;
mod dpop;
mod unanswerable;
mod answer;
mod logout;
mod consent;
mod discovery;
mod pushed;
mod authorize;
mod token;
mod userinfo;
mod introspect;
mod forms;

#[cfg(test)]
pub(crate) mod tests;

pub use consent::{Agreed, all_of as agreements, forget as forget_agreements};
pub use forms::lead_back;
pub use logout::back_channel::tell_of_ends;
pub use provider::Provider;

use axum::Router;
use axum::routing::{get, post};
use ground::{Fault, Moment};
use provider::OpenId;
use std::sync::Arc;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

const METADATA: &str = "/.well-known/openid-configuration";
const JWKS: &str = "/oauth2/jwks";
const AUTHORIZE: &str = "/oauth2/authorize";
const PUSHED: &str = "/oauth2/par";
const TOKEN: &str = "/oauth2/token";
const USERINFO: &str = "/oauth2/userinfo";
const INTROSPECT: &str = "/oauth2/introspect";
const REVOKE: &str = "/oauth2/revoke";
const LOGOUT: &str = "/oidc/logout";

/// The pages, under each language.
pub fn pages(provider: &Arc<Provider>) -> Router {
    let mut routes = Router::new().route(&format!("{AUTHORIZE}/{{id}}"), get(authorize::come_back));
    for language in ["/vi", "/en"] {
        let pages = Router::new()
            .route("/dong-y", get(consent::given::show).post(consent::given::withdraw))
            .route("/dong-y/{id}", get(consent::ask::show).post(consent::ask::submit))
            .route(logout::confirm::PATH, get(logout::confirm::show).post(logout::confirm::submit))
            .route("/da-dang-xuat", get(logout::confirm::done));
        routes = routes.nest(language, pages);
    }
    routes.with_state(OpenId(Arc::clone(provider)))
}

/// The doors for programs, and those that other sites send people to. What comes here is believed
/// for what it carries, never for our cookies in a form of another site's.
pub fn doors(provider: &Arc<Provider>) -> Router {
    Router::new()
        .route(METADATA, get(discovery::metadata))
        .route(JWKS, get(discovery::jwks))
        .route(AUTHORIZE, get(authorize::arrive).post(authorize::arrive_by_post))
        .route(PUSHED, post(pushed::push))
        .route(TOKEN, post(token::trade))
        .route(USERINFO, get(userinfo::tell).post(userinfo::tell))
        .route(INTROSPECT, post(introspect::introspect))
        .route(REVOKE, post(introspect::revoke))
        .route(LOGOUT, get(logout::asked::arrive).post(logout::asked::arrive_by_post))
        .with_state(OpenId(Arc::clone(provider)))
}

/// Ends every grant: codes and tokens, whoever holds them.
///
/// # Errors
/// A database that is away.
pub async fn end_all(account: &crate::account::Account, now: Moment) -> Result<(), Fault> {
    store::in_transaction!(account.store, |tx| {
        grant::revoke_all(tx, now);
        Ok(())
    })
}

/// Forgets what no longer serves, and sees to it that the next signing keys are there in time.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &crate::account::Account, now: Moment) -> Result<(), Fault> {
    keys::tend(account, now).await?;
    store::in_transaction!(account.store, |tx| {
        request::records::sweep(tx, now).await?;
        grant::sweep(tx, now).await?;
        consent::sweep(tx, now).await?;
        logout::sweep(tx, now).await?;
        once::sweep(tx, now).await
    })
}
