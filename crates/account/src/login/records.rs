//! Sign-ins as they are found.

use super::steps::{Login, LoginId};
use crate::flow::{self, Flow, Walk};

impl Flow for Login {
    type Id = LoginId;
    const TABLE: &'static str = "login";
    const SEALED: &'static str = "login.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

impl Walk for Login {
    const ANEW: (&'static str, &'static str) = ("/dang-nhap", "login-anew");

    fn path(&self, id: LoginId) -> String {
        Self::path(self, id)
    }
}

/// A sign-in as it was read.
pub(super) type Held = flow::Held<Login>;
