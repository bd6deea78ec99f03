//! Searching the catalogue in everyday words, and browsing it.
//!
//! The middle is pure and knows no page and no table. Each file stands on those above it:
//!
//! | file | what it knows |
//! |---|---|
//! | `fold` | words, bare and with their tones |
//! | `vocabulary` | what people say instead, as data |
//! | `terms`, `postings`, `bits` | numbers for words, where words stand, sets of procedures |
//! | `codes`, `facets`, `highlight`, `correct` | codes; by what one narrows; what is marked; what was meant |
//! | `rank`, `phrases` | what is worth how much; what may be meant by what is said |
//! | `index` | all of it, built once and never changed |
//! | `question`, `find` | what was typed, read; what is found |
//!
//! Above it `current` holds the index as it is now, `query` is what an address asks, `view` what
//! pages show of what was found; the pages are [`list`], [`online`] and, for the script of the box,
//! [`suggest`].

mod fold;
pub mod vocabulary;
mod terms;
mod postings;
pub mod bits;
mod codes;
pub mod facets;
pub mod highlight;
mod correct;
mod rank;
mod phrases;
pub mod index;
mod question;
pub mod find;
mod current;
mod query;
mod view;
mod list;
mod online;
mod suggest;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use current::Current;

use crate::portal::Shared;
use axum::routing::get;
use axum::{Extension, Router};
use std::sync::Arc;
use web::MenuItem;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// Its places in the menu: finding a procedure, and what can be done online.
pub const MENU: MenuItem = MenuItem { key: "search-menu", path: list::PATH, under: &[] };
/// See [`MENU`].
pub const MENU_ONLINE: MenuItem =
    MenuItem { key: "search-menu-online", path: online::PATH, under: &[] };

/// The pages, under each language.
pub fn routes(current: &Arc<Current>) -> Router<Shared> {
    let pages = || {
        Router::new()
            .route(list::PATH, get(list::show))
            .route("/thu-tuc/goi-y", get(suggest::show))
            .route(online::PATH, get(online::show))
    };
    let pages = Router::new().nest("/vi", pages()).nest("/en", pages());
    pages.layer(Extension(Arc::clone(current)))
}
