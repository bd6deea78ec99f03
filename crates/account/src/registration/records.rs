//! Registrations as they are found: that of a page, and that of a form that is sent again.

use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use crate::citizen::Person;
use crate::flow::{self, Flow, Walk};
use ground::{Fault, Moment};
use store::Connection;
use web::cookie::Visit;

impl Flow for Registration {
    type Id = RegistrationId;
    const TABLE: &'static str = "registration";
    const SEALED: &'static str = "registration.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

impl Walk for Registration {
    const ANEW: (&'static str, &'static str) = ("/dang-ky/thue-bao-di-dong", "registration-anew");

    fn path(&self, id: RegistrationId) -> String {
        self.page().path(id)
    }
}

/// A registration as it was read.
pub(super) type Held = flow::Held<Registration>;

/// The registration of exactly this person that waits for its code in this browser. One whose
/// telephone is proved is not found: the next person at the machine must not come by it through the
/// form.
pub(super) async fn under_way(
    db: &Connection,
    account: &Account,
    visit: &Visit,
    person: &Person,
    now: Moment,
) -> Result<Option<Held>, Fault> {
    let is_theirs = |state: &Registration| state.person() == Some(person);
    flow::under_way(db, account, (visit, &Registration::WAITING), now, is_theirs).await
}
