//! The second press of a form's button: it waits a little for what came of the first.

use crate::account::Account;
use credentials::challenge::{self as proofs, Conclusion, SpentId};
use ground::{Fault, Span};
use std::time::Duration;

/// How long after the first press of a button the second one looks for what came of it.
const LOOKED_FOR: Span = Span::from_seconds(12);
const LOOKS: u32 = 60;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// What was noted as the outcome of a form that was sent before; nothing where nobody noted
/// anything in time.
///
/// # Errors
/// A database that is away.
pub async fn outcome(account: &Account, form: SpentId) -> Result<Option<String>, Fault> {
    let waits = account.second_presses.try_acquire();
    let looks = if waits.is_ok() { LOOKS } else { 1 };
    for _ in 0..looks {
        let known = proofs::conclusion(account.store.reader(), &form.bytes()).await?;
        let Some(Conclusion { spent_at, outcome }) = known else { break };
        if !outcome.is_empty() {
            return Ok(Some(outcome));
        }
        // Whoever pressed first is answered by now, or was cut off: nobody will say more.
        if account.clock.now() >= spent_at.plus(LOOKED_FOR) {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Ok(None)
}
