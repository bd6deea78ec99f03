//! Whose a number is: accounts found by their identity number, telephones that pass on.

pub(super) mod records;
