//! Starts on paper under way, as they are found.

use super::steps::{PaperStart, PaperStartId};
use crate::account::Account;
use crate::admin::steps::Whom;
use crate::citizen::{self, Person};
use crate::flow::{self, Flow};
use web::{Arrival, Broken, Gone};

impl Flow for PaperStart {
    type Id = PaperStartId;
    const TABLE: &'static str = "paper_start";
    const SEALED: &'static str = "paper_start.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

/// A start as it was read.
pub(super) type Held = flow::Held<PaperStart>;

/// The start a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: PaperStartId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    flow::here(account, id, arrival).await.map_err(anew)
}

/// The page that says that a start is gone.
pub(super) fn gone() -> Broken {
    anew(Broken::gone(Gone::Over))
}

/// Offers to begin anew.
fn anew(gone: Broken) -> Broken {
    gone.with_way("/giay-khoi-dau", "paper-start-anew")
}

/// Who starts, and whether the telephone of their account is still theirs.
pub(super) async fn person(account: &Account, whom: &Whom) -> Result<(Person, bool), Broken> {
    match whom {
        Whom::Newcomer(person) => Ok((person.as_ref().clone(), false)),
        Whom::Citizen(id) => {
            let known = citizen::load(account.store.reader(), account, *id).await?;
            let known = known.ok_or_else(gone)?;
            Ok((known.person, known.has_phone))
        }
    }
}
