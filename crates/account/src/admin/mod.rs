//! The desk: two officers give an account back to whoever shows their card.
//!
//! One officer looks the account up (or the reference of somebody who could not register), compares
//! the person with the card and asks. Another decides; the database itself knows that it must be
//! another. Then the first prints a start: a code on paper, stored as a digest, which the citizen
//! takes to the pages of `paper_start` and chooses a password there. No officer sees or sets one.
//! Agreeing and printing give an account away, so each takes a proof of the last minutes
//! ([`crate::session::Fresh`]).
//!
//! | page | stage before → after |
//! |---|---|
//! | [`home`], [`look_up`] | – ; each look is counted ([`looks`]), and a line of the journal |
//! | [`ask`] | – → `Asked` |
//! | [`decide`] | `Asked` → `Approved` or `Refused` |
//! | [`print`] | `Approved`: the start on paper; the one before serves no more |
//! | [`withdraw`] | `Approved` → `Withdrawn`; no sheet of it serves |
//! | `paper_start` | `Approved` → `Used` |

pub mod steps;
mod records;
mod journal;
pub mod letters;
mod line;
mod home;
mod looks;
mod look_up;
mod ask;
mod case_page;
mod decide;
mod print;
mod withdraw;
#[cfg(test)]
pub(crate) mod tests;

pub use records::{by_paper, end_all, sweep, use_up};

use crate::account::Shared;
use crate::officer;
use axum::routing::{get, post};
use axum::{Router, middleware};

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// The longest reason, in characters.
const REASON_AT_MOST: usize = 300;

/// The pages, under each language; to whoever is no officer they are not there.
pub fn routes(account: &Shared) -> Router<Shared> {
    let mut routes = Router::new();
    for language in ["/vi", "/en"] {
        let pages = Router::new()
            .route("/quay", get(home::show))
            .route("/quay/tra-cuu", get(home::back).post(look_up::submit))
            .route("/quay/tai-khoan/{id}", get(ask::show_account).post(ask::submit_account))
            .route("/quay/ma-hen/{number}", get(ask::show_reference).post(ask::submit_reference))
            .route("/quay/ho-so/{id}", get(case_page::show).post(decide::submit))
            .route("/quay/ho-so/{id}/giay", post(print::submit).get(case_page::back))
            .route("/quay/ho-so/{id}/thu-hoi", post(withdraw::submit).get(case_page::back));
        routes = routes.nest(language, pages);
    }
    routes.route_layer(middleware::from_fn_with_state(account.clone(), officer::before))
}
