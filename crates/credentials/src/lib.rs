//! credentials

pub mod challenge;
