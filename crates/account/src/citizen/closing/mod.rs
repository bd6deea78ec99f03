//! Accounts that close as their citizens wished: after a while in which they may think better of it.

pub(super) mod records;
