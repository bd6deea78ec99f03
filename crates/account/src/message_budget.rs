//! The money budget: messages of the whole service, whichever slice sends them.

use crate::account::Account;
use credentials::limit::{Bucket, Limit, Tally};

/// What each message counts against, beside the limits of its slice.
pub fn buckets(account: &Account) -> [(Bucket, Limit); 2] {
    let limits = &account.settings.limits;
    [
        (account.buckets.of("message everywhere", ""), limits.messages_everywhere),
        (account.buckets.of("message everywhere daily", ""), limits.messages_everywhere_daily),
    ]
}

/// Tells the people who run this, once for each window, that four fifths of a budget are used.
pub fn watch(account: &Account, tally: &Tally) {
    for (bucket, budget) in buckets(account) {
        let used = tally.used(&bucket);
        if used == budget.at_most - budget.at_most / 5 {
            metrics::counter!("message_budget_alerts_total").increment(1);
            tracing::warn!(used, budget = %budget, "the message budget is four fifths used");
        }
    }
}
