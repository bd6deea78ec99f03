//! Starts on paper under way, as they are found.

use super::steps::{PaperStart, PaperStartId};
use crate::account::Account;
use crate::admin::steps::Whom;
use crate::citizen::{self, Person};
use crate::flow::{self, Flow, Walk};
use web::Broken;

impl Flow for PaperStart {
    type Id = PaperStartId;
    const TABLE: &'static str = "paper_start";
    const SEALED: &'static str = "paper_start.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

impl Walk for PaperStart {
    const ANEW: (&'static str, &'static str) = ("/giay-khoi-dau", "paper-start-anew");

    fn path(&self, id: PaperStartId) -> String {
        self.page().path(id)
    }
}

/// A start as it was read.
pub(super) type Held = flow::Held<PaperStart>;

/// Who starts, and whether the telephone of their account is still theirs.
pub(super) async fn person(account: &Account, whom: &Whom) -> Result<(Person, bool), Broken> {
    match whom {
        Whom::Newcomer(person) => Ok((person.as_ref().clone(), false)),
        Whom::Citizen(id) => {
            let known = citizen::load(account.store.reader(), account, *id).await?;
            let known = known.ok_or_else(flow::gone::<PaperStart>)?;
            Ok((known.person, known.has_phone))
        }
    }
}
