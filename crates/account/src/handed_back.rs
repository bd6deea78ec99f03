//! An account is its owner's again: what somebody else may have begun in it ends.

use crate::account::Account;
use crate::citizen::{self, CitizenId};
use crate::session::{self, Why};
use crate::{email, new_number};
use ground::{Fault, Moment};
use store::Tx;

/// Ends every session of an owner and forgets every browser, the number that waits to replace
/// theirs, every question to a mail address, and the day the account was to be closed on. Whoever
/// asked for any of it held the password before. Says how many sessions there were.
///
/// # Errors
/// A database that is away.
pub async fn end_the_rest(
    tx: &Tx,
    account: &Account,
    owner: CitizenId,
    now: Moment,
) -> Result<usize, Fault> {
    let ended = session::end_all(tx, account, (owner, None), Why::Reset, now).await?;
    session::forget_all(tx, owner).await?;
    new_number::waiting::cancel(tx, owner).await?;
    email::forget(tx, owner).await?;
    citizen::keep(tx, owner).await?;
    Ok(ended)
}
