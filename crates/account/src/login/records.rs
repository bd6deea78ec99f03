//! Sign-ins as they are found.

use super::steps::{Login, LoginId};
use crate::account::Account;
use crate::flow::{self, Flow};
use web::{Arrival, Broken};

impl Flow for Login {
    type Id = LoginId;
    const TABLE: &'static str = "login";
    const SEALED: &'static str = "login.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

/// A sign-in as it was read.
pub(super) type Held = flow::Held<Login>;

/// The sign-in a page belongs to, or the page that says it is gone and how to begin anew.
pub(super) async fn here(
    account: &Account,
    id: LoginId,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let held = flow::here(account, id, arrival).await;
    held.map_err(|gone| gone.with_way("/dang-nhap", "login-anew"))
}
