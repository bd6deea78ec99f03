//! Registrations as they are found: that of a page, and that of a form that is sent again.

use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use crate::citizen::Person;
use crate::flow::{self, Flow};
use ground::{Fault, Moment};
use store::Connection;
use web::cookie::Visit;
use web::{Arrival, Broken};

impl Flow for Registration {
    type Id = RegistrationId;
    const TABLE: &'static str = "registration";
    const SEALED: &'static str = "registration.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

/// A registration as it was read.
pub(super) type Held = flow::Held<Registration>;

/// The registration a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: RegistrationId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let anew = |gone: Broken| gone.with_way("/dang-ky/thue-bao-di-dong", "registration-anew");
    flow::here(account, id, arrival).await.map_err(anew)
}

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
