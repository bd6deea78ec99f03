//! The catalogue of procedures in three layers: what is published nationally, what an agency here
//! made of it, and the cases within it. Versions by the day they take effect; none is ever changed.

pub mod words;
pub mod procedure;
mod listed;
pub mod configuration;
pub(crate) mod in_force;
mod records;
pub mod import;
pub mod in_words;
pub mod proposal;
pub mod exported;
mod linked_data;
mod qr;
mod view;
mod changes;
mod show;
mod history;
#[cfg(test)]
pub(crate) mod tests;

pub use listed::Listed;
pub use records::{Brief, Found, find, generation, is_empty, of_life, published, titles};

use crate::generation;
use crate::portal::Shared;
use axum::Router;
use axum::routing::get;
use civic::ProcedureCode;
use ground::{Fault, Moment};
use store::Tx;

/// The texts of this slice.
pub const TEXTS: web::text::Source = web::texts!();

/// Puts in force what takes effect today, and has every node draw anew what it kept.
///
/// # Errors
/// A database that is away.
pub async fn turn_over(tx: &Tx, now: Moment) -> Result<(), Fault> {
    if records::turn_over(tx, now).await? > 0 {
        generation::changed(tx, generation::CATALOGUE);
    }
    Ok(())
}

/// Shows a procedure here or withholds it, at once. Says whether that changed anything.
///
/// # Errors
/// A database that is away.
pub async fn show_here(
    tx: &Tx,
    code: &ProcedureCode,
    is_shown: bool,
    now: Moment,
) -> Result<bool, Fault> {
    let changed = records::show_here(tx, code, is_shown, now).await?;
    if changed {
        generation::changed(tx, generation::CATALOGUE);
    }
    Ok(changed)
}

/// The pages, under each language.
pub fn routes() -> Router<Shared> {
    let pages = || {
        Router::new()
            .route("/thu-tuc/{code}", get(show::show))
            .route("/thu-tuc/{code}/lich-su", get(history::show))
    };
    Router::new().nest("/vi", pages()).nest("/en", pages())
}
