//! The last proof is used up and the session begins, in one transaction.

use super::letters::new_device;
use super::records::Held;
use super::steps::{Finished, Login, PasswordProved, Way};
use super::{attempts, journal, limits};
use crate::account::Shared;
use crate::citizen;
use crate::flow;
use crate::session::{self, ACCOUNT, Begun, Factor};
use axum::response::Response;
use credentials::one_time_code;
use ground::{Fault, Moment};
use store::{Tx, in_transaction};
use uuid::Uuid;
use web::{Answer, Arrival};

/// A proof that was compared and found right; it serves once.
pub(super) enum Proof {
    /// The code of this row, and its way.
    Code(Way, Uuid),
    /// A recovery code, by its digest.
    Recovery(Vec<u8>),
}

/// What recovery codes are counted under.
pub(super) const RECOVERY: &str = "login.recovery";

impl Proof {
    fn factor(&self) -> Factor {
        match self {
            Self::Code(way, _) => way.factor(),
            Self::Recovery(_) => Factor::RecoveryCode,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Code(way, _) => way.purpose(),
            Self::Recovery(_) => RECOVERY,
        }
    }

    async fn redeem(&self, tx: &Tx, proved: &PasswordProved, now: Moment) -> Result<bool, Fault> {
        match self {
            Self::Code(_, row) => one_time_code::redeem(tx, *row, now).await,
            Self::Recovery(digest) => {
                citizen::redeem_recovery_code(tx, proved.citizen, digest, now).await
            }
        }
    }
}

/// Begins the session; nothing where another press of the button, here or in another tab, was
/// first, or where the proof had served before.
pub(super) async fn finish(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    proved: &PasswordProved,
    proof: &Proof,
) -> Result<Option<(Begun, Finished)>, Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    let citizen = proved.citizen;
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(None) };
        // A password that was reset or disowned since it was typed begins nothing, and what it
        // began is over.
        if !citizen::has_password_of(tx, citizen, proved.set_at).await? {
            flow::forget_at::<Login>(tx, taken.id, now);
            return Ok(None);
        }
        if !proof.redeem(tx, proved, now).await? {
            return Ok(None);
        }
        let holder = citizen::holder(tx, account, citizen).await?;
        let known = session::recognise(tx, account, citizen, arrival).await?;
        let is_first = session::has_no_device(tx, citizen).await?;
        let evidence = proved.evidence().with(proof.factor(), now);
        let begun = session::begin(tx, account, citizen, evidence, arrival, now).await?;
        let finished = proved.clone().finished(begun.session.id, now);
        flow::save(tx, account, taken, &Login::Finished(finished.clone()))?;
        attempts::forgive(tx, account, &holder.identity, known);
        limits::wrong_codes(account, citizen, proof.kind()).clear(tx);
        journal::note(tx, account, (held.id, citizen), "login.finished", now);
        if begun.is_new_device && !is_first {
            new_device::write(tx, account, &begun.session, language, now).await?;
        }
        Ok(Some((begun, finished)))
    })
}

/// Leads on to whoever waits for the sign-in, else to one's own page.
pub(super) fn go_on(arrival: &Arrival, finished: &Finished) -> Response {
    match &finished.awaited_by {
        Some(awaited) => awaited.go(&arrival.page),
        None => arrival.page.go(ACCOUNT),
    }
}

/// The button that began the session was pressed again. The browser has dropped the answer to the
/// first press, and does not know its session: for a moment it is told again, this very browser and
/// nobody else. After that, the way leads to where one sees whether one is signed in.
pub(super) async fn told_again(
    account: &Shared,
    arrival: &Arrival,
    finished: &Finished,
    is_genuine: bool,
) -> Answer {
    let now = arrival.now;
    let on = go_on(arrival, finished);
    if !is_genuine || !finished.is_told_again(now) {
        return Ok(on);
    }
    let again = in_transaction!(account.store, |tx| {
        session::tell_again(tx, account, finished.session, arrival, now).await
    })?;
    Ok(match again {
        Some(begun) => begun.told_to(on),
        None => on,
    })
}
