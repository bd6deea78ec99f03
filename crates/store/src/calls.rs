//! `Calls`: those who do the work of a kind are called when a job of it was written here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// One call for each kind of work. A call that comes while its workers are busy waits for them.
#[derive(Default)]
pub(crate) struct Calls(Mutex<BTreeMap<&'static str, Arc<Notify>>>);

impl Calls {
    /// Calls whoever does this work.
    pub(crate) fn call(&self, kind: &'static str) {
        self.of(kind).notify_one();
    }

    /// Waits for the call to this work.
    pub(crate) async fn called(&self, kind: &'static str) {
        self.of(kind).notified().await;
    }

    fn of(&self, kind: &'static str) -> Arc<Notify> {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(calls.entry(kind).or_default())
    }
}
