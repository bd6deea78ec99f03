//! Forgetting what no longer serves.

use ground::{Fault, Moment, Span};
use store::{Store, in_transaction};

/// Forgets ended limits, codes dead for a day and challenges that have expired.
///
/// # Errors
/// A database that is away.
pub async fn sweep(store: &Store, now: Moment) -> Result<(), Fault> {
    in_transaction!(store, |tx| {
        crate::limit::sweep(tx, now).await?;
        crate::one_time_code::sweep(tx, now.minus(Span::from_days(1))).await?;
        crate::challenge::sweep(tx, now).await
    })
}
