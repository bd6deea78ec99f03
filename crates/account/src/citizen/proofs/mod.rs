//! What proves a citizen: the password, and the recovery codes.

pub(super) mod records;
