//! Errands as they are found: of this browser and of whoever is signed in with it.

use super::steps::{Errand, ErrandId, TypedFirst};
use crate::account::Account;
use crate::flow::{self, Flow};
use crate::session::{self, SignedIn};
use ground::Fault;
use store::in_transaction;
use web::{Arrival, Broken, Gone};

impl Flow for Errand {
    type Id = ErrandId;
    const TABLE: &'static str = "errand";
    const SEALED: &'static str = "errand.sealed";

    fn state(&self) -> &'static str {
        Self::state(self)
    }
}

/// How many characters of what was typed are kept: as many as the longest address has.
const LONGEST: usize = 254;

/// An errand as it was read.
pub(super) type Held = flow::Held<Errand>;

/// Keeps what was typed while its owner proves anew who they are. Gives the way there, which leads
/// back to the page of this path, where it stands again.
pub(super) async fn keep_typed(
    account: &Account,
    who: &SignedIn,
    arrival: &Arrival,
    (path, text): (&str, &str),
) -> Result<String, Fault> {
    let (now, id) = (arrival.now, ErrandId::new(arrival.now, &account.chance));
    let text = text.chars().take(LONGEST).collect();
    let typed = Errand::Typed(TypedFirst { citizen: who.citizen.id, text });
    let until = now.plus(account.settings.profile.pending);
    in_transaction!(account.store, |tx| {
        flow::insert(tx, account, (id, &typed), arrival.page.visit(), now, until)
    })?;
    Ok(session::sign_in_path(&format!("{path}/{id}")))
}

/// What was typed before.
pub(super) async fn typed(
    account: &Account,
    id: ErrandId,
    who: &SignedIn,
    arrival: &Arrival,
) -> Result<String, Broken> {
    match here(account, id, who, arrival).await?.state {
        Errand::Typed(typed) => Ok(typed.text),
        _ => Err(Broken::not_found()),
    }
}

/// The errand a page belongs to, or the page that says it is gone.
pub(super) async fn here(
    account: &Account,
    id: ErrandId,
    who: &SignedIn,
    arrival: &Arrival,
) -> Result<Held, Broken> {
    let back = |gone: Broken| gone.with_way("/tai-khoan", "profile-title");
    let held: Held = flow::of_browser(account, id, arrival).await.map_err(back)?;
    // Somebody else's, who used this browser before.
    let is_theirs = held.state.citizen() == who.citizen.id;
    is_theirs.then_some(held).ok_or_else(|| back(Broken::gone(Gone::Over)))
}
