//! Flows: walks of one browser over several pages, whose state is kept sealed between two requests
//! and forgotten after a while. Registering, signing in and recovering are such; each has a table of
//! its own with these columns.

mod here;
mod records;

pub use here::{Here, Sent, Walk, gone, here};
pub use records::{
    end_all, find, forget_at, insert, is_past, keep_until, of_browser, save, sweep, take,
    under_way, wait_for_another,
};

use ground::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Tx;
use uuid::Uuid;
use web::cookie::Visit;

/// The states of one flow.
pub trait Flow: Serialize + DeserializeOwned {
    /// What its rows are called by.
    type Id: Copy + From<Uuid> + Into<Uuid>;
    /// Its table.
    const TABLE: &'static str;
    /// What its sealed states are bound to, beside their row.
    const SEALED: &'static str;

    /// The name of the state in the table and the journal.
    fn state(&self) -> &'static str;
}

/// A flow with what [`take`] must find unchanged.
pub struct Held<F: Flow> {
    /// Its row.
    pub id: F::Id,
    /// Its state.
    pub state: F,
    /// When it will be forgotten.
    pub expires_at: Moment,
    /// The browser it belongs to, as a digest.
    visit: Vec<u8>,
    /// How often it was saved.
    version: i32,
}

impl<F: Flow> Held<F> {
    /// Whether it belongs to this browser.
    pub fn is_of(&self, visit: &Visit) -> bool {
        self.visit == visit.digest()
    }

    /// Keeps it at least until a moment, whatever its state.
    pub fn keep_until(&self, tx: &Tx, at_least: Moment) {
        keep_until::<F>(tx, self.id, at_least);
    }
}

/// That a flow was taken in this transaction: only who holds it may save the next state.
pub struct Taken<F: Flow> {
    /// Its row.
    pub id: F::Id,
}
